"""What an office demands of the tables: suites written by people, loaded strictly, judged report by report.

`mostly` counts within each report, so a report's outcome never depends on the other reports of the run. The only
package that uses Great Expectations, and only `engine` and `spans` import it, when something is validated.
"""

from .judge import Conclusion, DemandOutcome, ReportOutcome, validate
from .suites import Demand, Suite, lint, load

__all__ = ["Conclusion", "Demand", "DemandOutcome", "ReportOutcome", "Suite", "lint", "load", "validate"]
