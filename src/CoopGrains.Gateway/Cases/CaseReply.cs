using CoopGrains.Contracts;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.Cases;

/// <summary>A case as it stands, with what its history says of it.</summary>
internal sealed record CaseReply
{
    /// <summary>The case.</summary>
    public required CaseView Case { get; init; }

    /// <summary>What it says.</summary>
    public LocalizedText? Text { get; init; }

    /// <summary>Where it is read from.</summary>
    public ValueList<Provenance> Sources { get; init; }

    /// <summary>What happened to it, in order.</summary>
    public required ValueList<CaseStep> Steps { get; init; }

    /// <summary>Reads its texts; the caller has checked that the reader may see the book, and recorded the read.</summary>
    public static async Task<CaseReply> ReadAsync(BookHistory history, BookKey book, CaseView found, CancellationToken ct)
    {
        var steps = new List<CaseStep>();
        CaseRaised? raised = null;
        // The cases taken before it, and the book's own beginning, come first.
        await foreach (var happened in history.FromAsync(book, found.Case.Number, ct))
        {
            if (!happened.Content.Contains(found.Case.Id, StringComparison.Ordinal))
                continue;
            var content = EventCatalog.Read(happened.Event, happened.Content);
            if (Step(content, found.Case.Id) is not { } step)
                continue;
            raised ??= content as CaseRaised;
            steps.Add(step with
            {
                Event = happened.Event,
                RecordedAt = happened.RecordedAt,
                User = happened.User,
                Agency = happened.Agency,
                Side = happened.Side,
            });
            if (steps.Count >= found.Case.Steps)
                break;
        }
        return new() { Case = found, Text = raised?.Text, Sources = raised?.Sources ?? default, Steps = steps.ToValueList() };
    }

    private static CaseStep? Step(Event happened, string id) => happened switch
    {
        CaseRaised { Case: var made } raised when made.Id == id => new() { Text = raised.Text },
        CaseDelivered delivered when delivered.Case == id => new() { For = delivered.For },
        CaseAcknowledged acknowledged when acknowledged.Case == id => new() { For = acknowledged.For, Note = acknowledged.Note },
        ResolutionProposed proposed when proposed.Case == id => new() { For = proposed.For, Text = proposed.Text },
        CaseClosed closed when closed.Case == id => new() { For = closed.For, Note = closed.Note },
        CaseReopened reopened when reopened.Case == id => new() { For = reopened.For, Note = reopened.Reason, Due = reopened.Due },
        CaseReplied replied when replied.Case == id => new() { For = replied.For, Text = replied.Text, Late = replied.Late },
        ActionCompleted done when done.Case == id => new() { For = done.By.Body, Note = done.Note },
        ActionVerified verified when verified.Case == id => new() { For = verified.By.Body, Note = verified.Note },
        CaseEscalated escalated when escalated.Case == id =>
            new() { For = escalated.Escalation.By, Note = escalated.Reason, Due = escalated.Escalation.Due },
        EscalationReverted reverted when reverted.Case == id => new() { For = reverted.For, Note = reverted.Reason, Due = reverted.Due },
        _ => null,
    };
}

/// <summary>One thing that happened to a case.</summary>
internal sealed record CaseStep
{
    /// <summary>What happened.</summary>
    public string Event { get; init; } = "";

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who acted.</summary>
    public string User { get; init; } = "";

    /// <summary>For which agency.</summary>
    public string Agency { get; init; } = "";

    /// <summary>On which side; empty for the system.</summary>
    public string Side { get; init; } = "";

    /// <summary>For which province or national body; null for the system.</summary>
    public string? For { get; init; }

    /// <summary>The text, the resolution or the reply.</summary>
    public LocalizedText? Text { get; init; }

    /// <summary>Why, or what else was said.</summary>
    public string? Note { get; init; }

    /// <summary>The due date that it set, or was for.</summary>
    public PartialDate? Due { get; init; }

    /// <summary>Of a reply: true when it came after the due date.</summary>
    public bool? Late { get; init; }
}
