using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>The network at one instant, or as it is now. Everything is filtered by what the reader may see before it is counted.</summary>
/// <remarks>All members are safe to call concurrently, answer from memory and never wait for storage.</remarks>
public interface INetworkReading : IRegisterReading, IPeopleReading, ITalksReading, ICasesReading, ILedgerReading, ITermsReading, IDocumentReading,
    IPublicReading, IFileReading, IAttentionReading, ITalksReportReading
{
    /// <summary>How fresh it is for a reader.</summary>
    ViewStamp StampFor(Actor reader);

    /// <summary>A book, or null when it does not exist or the reader may not see it.</summary>
    KnownBook? Find(BookKey book, Actor reader);

    /// <summary>A book on a civil date as the book itself tells it: a <see cref="ProvinceView"/>, <see cref="AgreementView"/> or
    /// <see cref="ProgramView"/>; null when it does not exist, cannot be read or the reader may not see it.</summary>
    object? View(BookKey book, Actor reader, DateOnly on);

    /// <summary>The restricted books that the reader sees: all that its answers may tell of.</summary>
    IReadOnlyList<KnownBook> Restricted(Actor reader);

    /// <summary>Leave to read a restricted book that has not ended, by id; null when the reader keeps no such book.</summary>
    ListPage<AccessGrant>? Grants(BookKey book, Actor reader, DateTimeOffset now, string? after, int limit);

    /// <summary>What a spelling of a province's name stands for.</summary>
    ResolvedName Resolve(string spelling);

    /// <summary>The first of a province's names that names another province already; null when all are free.</summary>
    TakenName? TakenOf(string province, ProvinceNames names);

    /// <summary>Provinces by id, behind <paramref name="after"/>; national bodies only when asked for.</summary>
    ListPage<ProvinceSummary> Provinces(ProvinceFilter filter, Actor reader, DateOnly on, string? after, int limit);

    /// <summary>Agreements by id, behind <paramref name="after"/>, as they stand on a civil date.</summary>
    ListPage<AgreementSummary> Agreements(AgreementFilter filter, Actor reader, DateOnly on, string? after, int limit);

    /// <summary>Programs by id, behind <paramref name="after"/>.</summary>
    ListPage<ProgramSummary> Programs(ProgramFilter filter, Actor reader, DateOnly on, string? after, int limit);

    /// <summary>Entries of a commitment by number, behind <paramref name="after"/>; null when the reader sees no such commitment.</summary>
    ListPage<EntryView>? Entries(BookKey book, string commitment, Actor reader, long after, int limit);

    /// <summary>One entry; null when the reader sees no such entry.</summary>
    EntryView? Entry(BookKey book, string entry, Actor reader);

    /// <summary>The status of the network on a civil date, grouped or not.</summary>
    NetworkStatus Status(StatusBy? by, Actor reader, DateOnly on);

    /// <summary>How one province stands on a civil date; null when there is no such province.</summary>
    Scorecard? Scorecard(string province, Actor reader, DateOnly on);

    /// <summary>The entries that make a figure (see <see cref="FigureId"/>); null when the id is none, or of something unknown.</summary>
    /// <remarks>States are those on the civil date.</remarks>
    Explanation? Explain(string figure, Actor reader, DateOnly on);

    /// <summary>Proposals.</summary>
    ProposalList Proposals(Actor reader);

    /// <summary>Trade to date.</summary>
    TradeReport Trade(Actor reader);

    /// <summary>What the caller's agency has to do, by the roles of its users, behind a place. Costs what is shown, however much there is.</summary>
    Worklist Worklist(Actor reader, DateTimeOffset now, string? after = null, int limit = 200);

    /// <summary>What is unconfirmed, disputed or overdue in all that the reader sees, oldest first, behind a place.</summary>
    Worklist Oversight(OversightOf what, Actor reader, DateTimeOffset now, string? after = null, int limit = 200);
}
