"""What is doubtful about a report."""

from __future__ import annotations


def found(pipeline, body, date="Friday 29 January 2016", head="Two armies halt fire"):
    record = pipeline.read(f"{head}\n\n{date}\n\nNAIROBI - {body}\n".encode())
    return [(each.kind, record.evidence(each)[0] if each.spans else "") for each in record.findings]


def test_a_lead_told_by_a_weekday_long_past_is_doubtful(pipeline):
    assert ("date-inconsistent", "Monday") in found(pipeline, "Kenya and its neighbours agreed Monday to halt fire along the border.")


def test_the_news_of_yesterday_is_not(pipeline):
    assert found(pipeline, "Kenya and its neighbours agreed Thursday to halt fire along the border.") == []


def test_over_a_weekend_friday_is_no_old_news(pipeline):
    assert found(pipeline, "Kenya agreed Thursday to halt fire along the border.", "Monday 1 February 2016") == []


def test_a_weekday_that_does_not_fit_its_date(pipeline):
    assert ("date-inconsistent", "Tuesday, 20 January 2016") in found(
        pipeline, "The pact was signed on Tuesday, 20 January 2016 in Kampala."
    )


def test_a_day_to_come_told_as_past(pipeline):
    assert ("date-inconsistent", "March 3, 2016") in found(pipeline, "The rebels said much. On March 3, 2016 the army attacked the port.")


def test_a_day_to_come_told_as_planned_is_in_order(pipeline):
    assert found(pipeline, "The rebels said much. On March 3, 2016 the army will hold an exercise.") == []


def test_a_person_spelt_two_ways(pipeline):
    text = "Defence Minister Anwar Khalimov met rebels on Thursday.\nKhalimof said the talks went well."
    assert ("spelling-variant", "Khalimof") in found(pipeline, text)


def test_two_persons_of_one_family_name(pipeline):
    text = "Voters chose on Thursday. Kamau Otieno met Grace Otieno in Mombasa. Otieno said that nothing was lost."
    assert ("ambiguous-actor", "Otieno") in found(pipeline, text)


def test_a_quotation_that_never_closes(pipeline):
    assert ("odd-quotation", '"') in found(pipeline, '"We will stay, the minister said.\nNobody else spoke.')


def test_a_quotation_over_two_paragraphs_is_in_order(pipeline):
    assert found(pipeline, '"We will stay," the minister said. "We have seen worse.\n"We will see worse."') == []
