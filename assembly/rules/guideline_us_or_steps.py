"""Oregon's guideline worksheet told step by step: each line with its formula, both parents' results and its rule."""

from collections.abc import Sequence
from decimal import Decimal

from assembly.rules.guideline_us_or_lines import Column, SupportOwed, Totals
from assembly.rules.steps import Step


def worksheet_steps(
    columns: Sequence[Column],
    totals: Sequence[Totals],
    owed: Sequence[SupportOwed],
    scale_amount: Decimal,
    total: Decimal,
) -> tuple[Step, ...]:
    """Return the steps of a worksheet: its lines 1b to 6f, 8a to 8h where somebody pays, and what is owed."""
    first, second = columns
    lines = (
        ("1b", "Modified income", "income, spousal support, dues, own premium", first.modified_income, second.modified_income, "OAR 137-050-0715, -0720"),
        ("1g", "Deduction for non-joint children", "scale for all / all x non-joint", first.nonjoint_deduction, second.nonjoint_deduction, "OAR 137-050-0720"),
        ("1h", "Adjusted income", "1b - 1g", first.adjusted_income, second.adjusted_income, "OAR 137-050-0720"),
        ("1i", "Share of combined income", "1h / total", first.share, second.share, "OAR 137-050-0710"),
        ("1j", "Above the self-support reserve", "1h - reserve", first.above_reserve, second.above_reserve, "OAR 137-050-0745"),
        ("2a", "Scale amount", f"row for {total} combined, by number of children", scale_amount, scale_amount, "OAR 137-050-0725"),
        ("2b", "Share of the scale amount", "lesser of 2a x 1i and 1j", first.obligation, second.obligation, "OAR 137-050-0725"),
        ("3c", "Share of child care", "lesser of 1i x cost and 1j - 2b", first.child_care_share, second.child_care_share, "OAR 137-050-0735"),
        ("4c", "Reasonable cost of cover", "reasonable share of 1h, or what is left of 1j", first.reasonable_medical, second.reasonable_medical, "OAR 137-050-0750"),
        ("4h", "Share of the premium", "4g x premium", first.premium_share, second.premium_share, "OAR 137-050-0750"),
        ("6b", "Parenting-time credit", "by overnights", first.credit_percent, second.credit_percent, "OAR 137-050-0730"),
        ("6c", "Credit in dollars", "2a x 6b", first.credit, second.credit, "OAR 137-050-0730"),
        ("6f", "Net support", "2b + 3c + 4h - 6c - own costs", first.net, second.net, "OAR 137-050-0710"),
    )  # fmt: skip
    steps = [
        Step(
            line=line,
            label=label,
            formula=formula,
            result=f"{a} | {b}" if line != "2a" else str(a),
            citation=source,
            inputs=((first.name, str(a)), (second.name, str(b))),
        )
        for line, label, formula, a, b, source in lines
    ]
    eighth = (
        ("8a", "Total support", "6f + the greater of premium and cash medical", "total", "-0755"),
        ("8c", "Raised to the least order", "what is missing, unless excepted", "raised_by", "-0755"),
        ("8d", "Cash child support", "6f + 8c, at least zero", "cash", "-0755"),
        ("8e", "Children's benefits", "because of this parent", "benefit", "-0740"),
        ("8f", "Cash child support after benefits", "8d - 8e, at least zero", "cash_after_benefit", "-0740"),
        (
            "8h",
            "Cash medical support after benefits",
            "less what 8e leaves",
            "medical_after_benefit",
            "-0740",
        ),
    )
    steps += [
        Step(
            line=line,
            label=label,
            formula=formula,
            result=" | ".join(str(getattr(entry, name)) for entry in totals),
            citation=f"OAR 137-050{rule}",
            inputs=tuple((entry.payer, str(getattr(entry, name))) for entry in totals),
        )
        for line, label, formula, name, rule in eighth
        if totals
    ]
    steps += [
        Step(
            line="9",
            label=f"{entry.payer} pays",
            formula="cash support + cash medical, whole dollars",
            result=f"{entry.cash_child_support} + {entry.cash_medical} = {entry.total}",
            citation="OAR 137-050-0755, -0740",
        )
        for entry in owed
    ]
    return tuple(steps)
