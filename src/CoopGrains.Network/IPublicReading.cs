using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>What may be shown to anybody.</summary>
public interface IPublicReading
{
    /// <summary>What open books say and name a source for, on a civil date. Costs a look at every book, and at the entries of those that changed.</summary>
    IPublished Published(DateOnly on);
}

/// <summary>What is public of the network at one instant: made of open books alone, so that nothing restricted can be in it.</summary>
/// <remarks>
/// A book is in it when it names a source, a commitment when it and its book do, an entry when all three do. There are no users, agencies
/// or notes in it.
/// </remarks>
public interface IPublished
{
    /// <summary>How fresh it is.</summary>
    ViewStamp Stamp { get; }

    /// <summary>The network, with agreements and programs behind an id each.</summary>
    PublicNetwork Network(string? agreementsAfter, string? programsAfter, int limit);

    /// <summary>One agreement, its entries aside; null when there is none to show.</summary>
    PublicAgreementPage? Agreement(string id);

    /// <summary>One program, its entries aside; null when there is none to show.</summary>
    PublicProgramPage? Program(string id);

    /// <summary>An entry, its sources aside; null when there is none to show.</summary>
    PublicEntry? Entry(BookKey book, string entry);

    /// <summary>A sequence of the book's history before which no entry to show was reported; null when there is none to show.</summary>
    long? EntriesFrom(BookKey book);
}
