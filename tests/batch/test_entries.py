"""Which report is whose last year's report, and which reports are held against one another."""

from __future__ import annotations

from pathlib import Path

import audit
from audit.batch import entries
from audit.batch.naming import dossier_names, peer_place, safe
from audit.records import Report

SHARED = "各村把议事长桌摆到晒谷场上，难题当面说、办法一起想、结果大家评，一年下来邻里红脸的少了。"


def report(district: str, year: int | None, text: str = "", genre: str = "") -> Report:
    words = text or f"{district}{year}年工作总结\n全年完成项目12个。"
    return audit.from_text(words, name=f"{district}{year}{genre}", district=district, year=year)


def test_last_years_report_of_the_same_district_is_found_whatever_the_order_of_files() -> None:
    reports = [report("桐溪区", 2022), report("禾川区", 2021), report("桐溪区", 2021), report("桐溪区", 2020)]
    prior = {(e.report.district, e.report.year): e.prior and e.prior.year for e in entries(reports)}
    assert prior == {("桐溪区", 2020): None, ("桐溪区", 2021): 2020, ("桐溪区", 2022): 2021, ("禾川区", 2021): None}


def test_without_district_or_year_nothing_is_guessed() -> None:
    found = entries([report("", 2022), report("", 2021), report("桐溪区", None)])
    assert all(e.prior is None for e in found)


def test_two_candidates_for_last_year_are_no_candidate() -> None:
    twice = [report("桐溪区", 2021, "甲篇总结。" * 3), report("桐溪区", 2021, "乙篇总结。" * 3), report("桐溪区", 2022)]
    assert entries(twice)[-1].prior is None


def test_reports_that_share_a_passage_become_peers_and_others_do_not() -> None:
    here = report("桐溪区", 2022, f"桐溪区2022年工作总结\n{SHARED}完成项目12个。")
    there = report("禾川区", 2022, f"禾川区2022年工作总结\n开展了许多工作，此处略去。{SHARED}完成项目9个。")
    far = report("云坪区", 2022)
    peers = {e.report.district: {p.district for p in e.peers} for e in entries([here, there, far])}
    assert peers == {"桐溪区": {"禾川区"}, "禾川区": {"桐溪区"}, "云坪区": set()}


def test_a_district_named_in_another_report_makes_them_peers() -> None:
    here = report("桐溪区", 2022, "桐溪区2022年工作总结\n禾川区把改造任务逐栋过堂。")
    peers = {e.report.district: {p.district for p in e.peers} for e in entries([here, report("禾川区", 2022)])}
    assert peers["桐溪区"] == {"禾川区"}


def test_names_of_outputs_are_unique_and_safe() -> None:
    reports = [report("桐溪区", 2022, "甲。"), report("桐溪区", 2022, "乙。"), report("../桐 溪", None, "丙。")]
    names = dossier_names(reports)
    assert len(set(names)) == 3
    assert all(safe(name) == name for name in names)
    assert "/" not in "".join(names)


def test_a_peer_is_laid_out_so_that_the_reader_finds_its_district_and_year(tmp_path: Path) -> None:
    peer = report("禾川区", 2022)
    place = tmp_path / peer_place(peer, Path("whatever.txt"))
    place.parent.mkdir(parents=True)
    place.write_text("没有标题的正文。", encoding="utf-8")
    again = audit.read(place)
    assert (again.district, again.year) == ("禾川区", 2022)
