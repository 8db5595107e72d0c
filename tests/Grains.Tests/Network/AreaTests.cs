using CoopGrains.Contracts;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Totals by area hold what lies below, each commitment once.</summary>
public sealed class AreaTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void A_commitment_of_two_areas_counts_once_in_what_holds_both()
    {
        var journal = SmallNetwork.Begin();
        var both = SmallNetwork.Places("both", ["la-lpb"]) with { Areas = ["training", "health", "education"] };
        journal.Do(SmallNetwork.Scholarship, both, SmallNetwork.Db);
        SmallNetwork.Report(journal, SmallNetwork.Scholarship, "both", 7, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var status = journal.Read().Status(StatusBy.Area, SmallNetwork.Db, Today);
        var groups = status.Groups.ToDictionary(group => group.Value);
        Assert.Equal((2, 2, 1, 1), (Count("culture-society"), Count("education"), Count("training"), Count("health")));
        Assert.Equal(7, Assert.Single(groups["culture-society"].Figures).Overall.Reported!.Value);
        Assert.Equal(("education", "Đào tạo, bồi dưỡng cán bộ"), (groups["training"].Within, groups["training"].Name!.Vi));
        Assert.Null(groups["culture-society"].Within);

        int Count(string area) => groups[area].Counts.Commitments;
    }

    [Fact]
    public void Asking_for_an_area_finds_what_lies_in_it()
    {
        var journal = SmallNetwork.Begin();
        var reading = journal.Read();
        foreach (var area in (string[])["education", "culture-society"])
            Assert.Single(reading.Programs(new() { Area = area }, SmallNetwork.Db, Today, null, 10).Items);
        Assert.Empty(reading.Programs(new() { Area = "training" }, SmallNetwork.Db, Today, null, 10).Items);
        Assert.NotNull(reading.Explain("students:person:sum@area=culture-society", SmallNetwork.Db, Today));
    }
}
