using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Occasions of all provinces and twinnings of programs, filtered by what the reader may see.</summary>
public interface IPeopleReading
{
    /// <summary>Occasions by party and id, behind <paramref name="after"/>.</summary>
    ListPage<OccasionView> Occasions(OccasionFilter filter, string? after, int limit);

    /// <summary>One occasion; null when there is no such province or occasion.</summary>
    OccasionView? Occasion(string party, string occasion);

    /// <summary>Twinnings of a program by id, behind <paramref name="after"/>; null when the reader sees no such program.</summary>
    ListPage<Twinning>? Twinnings(BookKey program, PartialDate? on, Actor reader, string? after, int limit);

    /// <summary>One twinning; null when the reader sees none.</summary>
    Twinning? Twinning(BookKey program, string twinning, Actor reader);

    /// <summary>How many places are twinned at a time; null when the reader sees no such program.</summary>
    TwinningCounts? TwinningCounts(BookKey program, PartialDate on, Actor reader);
}
