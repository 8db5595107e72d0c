using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Talks of all agreements, filtered by what the reader may see.</summary>
public interface ITalksReading
{
    /// <summary>The yearly talks of an agreement on a civil date; null when the reader sees no such agreement.</summary>
    TalksSeries? TalksSeries(BookKey agreement, Actor reader, DateOnly on);

    /// <summary>Talks of an agreement; null when the reader sees none of that number.</summary>
    TalksView? Talks(BookKey agreement, int number, Actor reader);

    /// <summary>True when the reader sees the talks, and their outcome when one is named.</summary>
    bool Has(TalksRef talks, Actor reader);

    /// <summary>What talks under the instruments that an agreement follows left unfinished.</summary>
    ValueList<Unfinished> UnfinishedBefore(BookKey agreement, Actor reader);

    /// <summary>Talks and occasions as entries of a calendar; a proposal for the next yearly talks is tentative.</summary>
    IReadOnlyList<CalendarEntry> Calendar(Actor reader, DateOnly on);
}
