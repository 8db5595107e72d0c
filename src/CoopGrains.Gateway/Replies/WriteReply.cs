using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;

namespace CoopGrains.Gateway.Replies;

/// <summary>What a write answers; a repeated write gets the same bytes.</summary>
internal sealed record WriteReply
{
    /// <summary>The book that changed.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its version after the change; send <c>book@version</c> as Coop-After to read it.</summary>
    public required long Version { get; init; }

    /// <summary>The id of what was created; null where nothing was.</summary>
    public string? Id { get; init; }

    /// <summary>Names of the events that happened.</summary>
    public required ValueList<string> Events { get; init; }

    /// <summary>What somebody should look at, though the write took effect; empty mostly.</summary>
    public ValueList<WriteWarning> Warnings { get; init; }

    /// <summary>The answer to an accepted command; made of nothing but the outcome, so that it can be made again.</summary>
    public static WriteReply Of(Outcome.Accepted accepted) => new()
    {
        Book = accepted.Book,
        Version = accepted.Version,
        Id = accepted.Events.Select(CreatedBy).FirstOrDefault(id => id is not null),
        Events = accepted.Events.Select(EventCatalog.NameOf).ToValueList(),
        Warnings = accepted.Events.OfType<EntryReported>().Select(reported => reported.Resembles).OfType<string>()
            .Select(entry => new WriteWarning
            {
                Code = PossibleDuplicate,
                Entry = entry,
                Link = $"{BookWrites.PathOf(accepted.Book)}/entries/{entry}",
            }).ToValueList(),
    };

    private const string PossibleDuplicate = "possibleDuplicate";

    private static string? CreatedBy(Event happened) => happened switch
    {
        EntryReported reported => reported.Entry,
        CommitmentAdded added => added.Commitment.Id,
        ProgramOpened opened => opened.Book.Id,
        AgreementDrafted drafted => drafted.Book.Id,
        InstrumentRegistered registered => registered.Book.Id,
        ProvinceRegistered entered => entered.Book.Id,
        AgencyRegistered agency => agency.Agency,
        UnitRegistered registered => registered.Unit.Id,
        HolderRegistered registered => registered.Holder.Id,
        OccasionRecorded recorded => recorded.Occasion.Id,
        TalksPlanned planned => planned.Talks.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        TalksRegistered registered => registered.Talks.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        AmendmentProposed proposed => proposed.Amendment.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        TwinningAdded added => added.Twinning.Id,
        CaseRaised raised => raised.Case.Id,
        PeriodLocked locked => locked.Lock,
        ConflictRaised raised => raised.Conflict.Id,
        AccessGranted granted => granted.Grant.Id,
        _ => null,
    };
}

/// <summary>Something about an accepted write that may be wrong.</summary>
internal sealed record WriteWarning
{
    /// <summary>What: <c>possibleDuplicate</c>, when another agency has reported the same.</summary>
    public required string Code { get; init; }

    /// <summary>The entry that it is about.</summary>
    public required string Entry { get; init; }

    /// <summary>Where that entry is read.</summary>
    public required string Link { get; init; }
}
