using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Commitments;

/// <summary>One ledger entry as it stands, with what its history says of it.</summary>
internal sealed record EntryReply
{
    /// <summary>The entry's id.</summary>
    public required string Id { get; init; }

    /// <summary>The commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>The amount; null for attestations.</summary>
    public Amount? Amount { get; init; }

    /// <summary>When it occurred.</summary>
    public required Window Occurred { get; init; }

    /// <summary>Of a window without an end: the civil day on which it ends for every figure, period and lock.</summary>
    public PartialDate? CountsTo { get; init; }

    /// <summary>For whom.</summary>
    public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Named parts.</summary>
    public ValueList<Part> Parts { get; init; }

    /// <summary>Where it stands.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>Who reported it.</summary>
    public required Reporter By { get; init; }

    /// <summary>The agency that reported it first, of an entry that was brought from another store.</summary>
    public string? OriginalAgency { get; init; }

    /// <summary>Who has to confirm it.</summary>
    public required ValueList<string> ToConfirm { get; init; }

    /// <summary>Who has confirmed it: 1 of 3.</summary>
    public ValueList<string> ConfirmedBy { get; init; }

    /// <summary>The figure of who disputes it.</summary>
    public Amount? OwnFigure { get; init; }

    /// <summary>Who disputes it.</summary>
    public string? DisputedBy { get; init; }

    /// <summary>The entry that this one breaks down.</summary>
    public string? BreakdownOf { get; init; }

    /// <summary>The entry that this one corrects.</summary>
    public string? Corrects { get; init; }

    /// <summary>When its status was last changed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The order in which the book took it, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The correction that was reported for this entry and is not withdrawn.</summary>
    public string? CorrectedBy { get; init; }

    /// <summary>True for the correction of a disputed entry: it counts only once it is confirmed, in place of that entry.</summary>
    public bool StandsBy { get; init; }

    /// <summary>Reversals and duplicates that it is about; null for most.</summary>
    public EntryLinks? Links { get; init; }

    /// <summary>The amount divided by level, field, place or category, with what is not stated.</summary>
    public ValueList<Division> Divisions { get; init; }

    /// <summary>What exactly was counted; of a reversal, why.</summary>
    public string? Meaning { get; init; }

    /// <summary>References to evidence.</summary>
    public ValueList<string> Evidence { get; init; }

    /// <summary>Where it is read from.</summary>
    public ValueList<Provenance> Sources { get; init; }

    /// <summary>The units where it was done.</summary>
    public ValueList<UnitRef> Places { get; init; }

    /// <summary>Why it was disputed.</summary>
    public string? DisputeReason { get; init; }

    /// <summary>What is to be mended, when it was sent back.</summary>
    public string? SendBackNote { get; init; }

    /// <summary>Why its author took it back.</summary>
    public string? WithdrawalReason { get; init; }

    /// <summary>Why it is taken for a duplicate, or was last, or why the other side asks to.</summary>
    public string? DuplicateReason { get; init; }

    /// <summary>The entry with its texts.</summary>
    public static EntryReply Of(EntryView entry, ValueList<Division> divisions, EntryTexts told) => new()
    {
        Id = entry.Id,
        Commitment = entry.Commitment,
        Amount = entry.Amount,
        Occurred = entry.Occurred,
        CountsTo = entry.CountsTo,
        Beneficiaries = entry.Beneficiaries,
        Parts = entry.Parts,
        Status = entry.Status,
        By = entry.By,
        OriginalAgency = entry.OriginalAgency,
        ToConfirm = entry.ToConfirm,
        ConfirmedBy = entry.ConfirmedBy,
        OwnFigure = entry.OwnFigure,
        DisputedBy = entry.DisputedBy,
        BreakdownOf = entry.BreakdownOf,
        Corrects = entry.Corrects,
        Since = entry.Since,
        Number = entry.Number,
        CorrectedBy = entry.CorrectedBy,
        StandsBy = entry.StandsBy,
        Links = entry.Links,
        Divisions = divisions,
        Meaning = told.Reported?.Meaning,
        Evidence = told.Reported?.Evidence ?? default,
        Sources = told.Reported?.Sources ?? default,
        Places = told.Reported?.Places ?? default,
        DisputeReason = told.Disputed?.Reason,
        SendBackNote = told.SentBack?.Note,
        WithdrawalReason = told.Withdrawn?.Reason,
        DuplicateReason = told.Duplicate,
    };
}
