using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Raises a case: an issue, a piece of information, an overseer's question or recommendation, an action point.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RaiseCase)]
public sealed record RaiseCase : Command
{
    /// <summary>What it is.</summary>
    [Id(0)] public required CaseKind Kind { get; init; }

    /// <summary>What it is called.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>What it says.</summary>
    [Id(2)] public required LocalizedText Text { get; init; }

    /// <summary>To whom it goes; of an issue, when empty, to every party of the other side.</summary>
    [Id(3)] public ValueList<CaseParty> To { get; init; }

    /// <summary>What it is about; the book as a whole when left out.</summary>
    [Id(4)] public CaseObject? About { get; init; }

    /// <summary>By when it is to be answered or done; a question or recommendation has to say.</summary>
    [Id(5)] public PartialDate? Due { get; init; }

    /// <summary>Of an action point: true when the other side is to verify it; always so when one side raises it for the other.</summary>
    [Id(6)] public bool TwoSided { get; init; }

    /// <summary>Of an issue: after how many days of silence, 1 to 365, it is offered to the overseers; 14 when left out.</summary>
    [Id(7)] public int? SilenceDays { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(8)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(9), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }
}

/// <summary>Says that an exchange has reached the caller's party. A read does not say so: it writes nothing.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DeliverCase)]
public sealed record DeliverCase : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";
}

/// <summary>Acknowledges a case for the caller's party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AcknowledgeCase)]
public sealed record AcknowledgeCase : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>What else there is to say.</summary>
    [Id(1)] public string? Note { get; init; }
}

/// <summary>Proposes how an issue is resolved; takes the place of an earlier proposal.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProposeResolution)]
public sealed record ProposeResolution : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>The resolution.</summary>
    [Id(1)] public required LocalizedText Text { get; init; }
}

/// <summary>Closes a case for the caller's side, or takes back one's own question.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CloseCase)]
public sealed record CloseCase : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Note { get; init; }
}

/// <summary>Opens a case again that was not settled.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReopenCase)]
public sealed record ReopenCase : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>Why: what is not resolved, not answered or not done.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>The new due date; a question or recommendation has to have one.</summary>
    [Id(2)] public PartialDate? Due { get; init; }
}

/// <summary>Replies to an overseer's question or recommendation, which closes it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReplyToCase)]
public sealed record ReplyToCase : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>The reply.</summary>
    [Id(1)] public required LocalizedText Text { get; init; }
}

/// <summary>Says that an action point is done.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CompleteAction)]
public sealed record CompleteAction : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>What was done.</summary>
    [Id(1)] public required string Note { get; init; }
}

/// <summary>Says that an action point was done indeed; not for whoever did it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.VerifyAction)]
public sealed record VerifyAction : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>What else there is to say.</summary>
    [Id(1)] public string? Note { get; init; }
}

/// <summary>Hands an issue to the overseers: by hand with a reason, or by the calendar for a due date.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EscalateCase)]
public sealed record EscalateCase : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>The calendar's word: the day on which the silence had lasted long enough.</summary>
    [Id(2), JsonIgnore] public PartialDate? Due { get; init; }
}

/// <summary>Takes an escalation back; it does not come again for the same due date.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RevertEscalation)]
public sealed record RevertEscalation : Command
{
    /// <summary>The case; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Case { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}
