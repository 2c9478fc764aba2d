"""A web page that is evidence refers to nothing outside itself."""

from __future__ import annotations

import pytest

from audit.archive import outside_references

PICTURE = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    "html",
    [
        "<img src='https://example.org/x.png'>",
        "<img src='x.png'>",
        "<img src='//example.org/x.png'>",
        "<img src=' file:///etc/passwd'>",
        f"<img srcset='{PICTURE} 1x, x.png 2x'>",
        "<a href='https://example.org'>来源</a>",
        "<a href='javascript:alert(1)'>x</a>",
        "<link rel=stylesheet href=style.css>",
        "<link rel=stylesheet href='data:text/css,@import url(https://example.org)'>",
        "<script src='https://example.org/x.js'></script>",
        "<script>fetch('https://example.org')</script>",
        "<body onload='x()'>",
        "<iframe srcdoc='<img src=x.png>'></iframe>",
        "<object data='x.svg'></object>",
        "<base href='https://example.org/'>",
        "<meta http-equiv=Refresh content='0; url=https://example.org'>",
        "<style>@import 'x.css';</style>",
        "<style>p { background: url(x.png) }</style>",
        "<style>p { background: u\\72l('x.png') }</style>",
        "<style>p { background: u\\rl(x.png) }</style>",
        '<style>p { background: u/**/rl(x.png); background: url( "x.png" ) }</style>',
        "<p style='background:url(https://example.org/x.png)'>",
        "<svg><image xlink:href='x.png'/></svg>",
        "<svg><rect fill='url(other.svg#a)'/></svg>",
        "<video poster='x.png'></video>",
        "<form action='/send'><button formaction='/x'></button></form>",
        "<a ping='https://example.org' href='#a'>x</a>",
    ],
)
def test_a_reference_is_named_with_its_line(html):
    found = outside_references("<p>一\n" + html)
    assert found
    assert all(place.startswith("line 2: <") for place in found)


@pytest.mark.parametrize(
    "html",
    [
        "<p>详见 https://example.org/x.png</p>",
        "<a href='#section'>一、</a><a href=''>x</a>",
        f"<img src='{PICTURE}' alt='url(x.png)'>",
        f"<img srcset='{PICTURE} 1x, {PICTURE} 2x'>",
        f"<style>p {{ background: url('{PICTURE}') }} @font-face {{ src: url( data:font/woff2;base64,AA ) }}</style>",
        "<svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(#a)'/><use xlink:href='#c'/></svg>",
        "<svg><rect clip-path=\"url('#b')\"/></svg>",
        '<script type=\'application/json\'>{"a": "https://example.org"}</script>',
        "<style>@media print { p { color: #000 } }</style>",
    ],
)
def test_what_stands_alone_passes(html):
    assert outside_references(html) == []
