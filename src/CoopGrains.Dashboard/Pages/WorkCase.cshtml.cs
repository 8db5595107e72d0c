using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;

namespace CoopGrains.Dashboard.Pages;

/// <summary>A case with what was said, and what the reader can say.</summary>
[TakesForms]
public sealed class WorkCasePage : BookActPage
{
    private const Roles Workers = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    private static readonly ActField Note = new("note", Lines: 2), MayNote = Note with { IsRequired = false };

    /// <summary>The case, with what its history says.</summary>
    public CaseTold Told { get; private set; } = null!;

    /// <inheritdoc/>
    protected override string Part => "one";

    /// <inheritdoc/>
    protected override string About => One;

    /// <inheritdoc/>
    protected override bool IsIn(BookKey book) => book.Kind != BookKind.Province;

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Dictionary<string, string> place = new() { ["caseId"] = One };
        Told = (await Commands.ReadAsync(HttpContext, $"/v1/{Books}/{{id}}/cases/{{caseId}}", With(place))).Deserialize<CaseTold>(Json)!;
        Title = Told.Case.Case.Title.Resolve(Words.Language).Text;
        Acts = [.. All(Told.Case.Case).Select(act => act with { Route = "/cases/{caseId}/" + act.Route, In = place })];
    }

    private IEnumerable<Act> All(Case one)
    {
        var (isOpen, works) = (Told.Case.Open, (Actor.Roles & Workers) != Roles.None);
        var isAsked = one.Kind is CaseKind.Question or CaseKind.Recommendation;
        var isAsker = isAsked && Actor.Roles.HasFlag(Roles.Overseer) && one.By.Agency == Actor.Agency;
        var isAddressed = works && one.To.Any(to => to.Party == Actor.Body);
        var isInvolved = works && one.To.Select(to => to.Party).Append(one.By.Body).Any(party => Contracts.Parties.SideOf(party) == Actor.Side);
        var isNew = one.State is CaseState.Raised or CaseState.Sent or CaseState.Delivered or CaseState.Acknowledged;
        yield return new("reply", "reply", new ActField("text", Typed.Words, Lines: 5)) { IsOffered = isOpen && isAsked && isAddressed };
        yield return new("acknowledge", "acknowledgement", MayNote)
        {
            IsOffered = isOpen && isAddressed && isNew && one.To.Any(to => to.Party == Actor.Body && to.AcknowledgedAt is null),
        };
        yield return new("propose", "proposal", new ActField("text", Typed.Words, Lines: 4))
        {
            IsOffered = isInvolved && one.Kind == CaseKind.Issue && one.State is CaseState.Acknowledged or CaseState.ResolutionProposed && isInvolved,
        };
        yield return new("complete", "completion", Note) { IsOffered = isAddressed && one.Kind == CaseKind.ActionPoint && isNew };
        yield return new("verify", "verification", MayNote) { IsOffered = isInvolved && one.State == CaseState.Done && one.DoneBy?.User != Actor.User };
        yield return new("close", "closure", Note)
        {
            IsOffered = (isInvolved && one.State is CaseState.ResolutionProposed or CaseState.AwaitingOtherSide && isInvolved
                && !one.ClosedBy.Contains(Actor.Side)) || (isOpen && isAsker),
            IsSecond = isAsker,
        };
        yield return new("reopen", "reopening", new ActField("reason", Lines: 2), new ActField("due", Typed.Date, IsRequired: isAsked))
        {
            IsOffered = (isInvolved && !isAsked && one.State is CaseState.ResolutionProposed or CaseState.AwaitingOtherSide or CaseState.Done && isInvolved)
                || (isAsker && one.State == CaseState.Replied),
            IsSecond = true,
        };
        yield return new("deliver", "delivery")
        {
            IsOffered = isAddressed && one.Kind == CaseKind.Exchange && one.To.Any(to => to.Party == Actor.Body && to.DeliveredAt is null),
            IsSecond = true,
        };
        var coordinates = isInvolved && isOpen && one.Kind == CaseKind.Issue && Actor.Roles.HasFlag(Roles.Coordinator);
        yield return new("escalate", "escalation", ActFields.Reason) { IsOffered = coordinates && one.Escalated is null, IsSecond = true };
        yield return new("revertEscalation", "escalation/reversion", ActFields.Reason)
        {
            IsOffered = coordinates && one.Escalated is { } escalated && Contracts.Parties.SideOf(escalated.By ?? one.LastBy) == Actor.Side,
            IsSecond = true,
        };
    }
}

/// <summary>A case, with what its history says of it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Text">What it says.</param>
/// <param name="Sources">Where it is read from.</param>
/// <param name="Steps">What happened to it, in order.</param>
public sealed record CaseTold(CaseView Case, LocalizedText? Text, ValueList<Provenance> Sources, IReadOnlyList<StepTold> Steps);

/// <summary>One thing that happened to a case.</summary>
/// <param name="Event">What.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="User">Who acted.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="Text">The text, the resolution or the reply.</param>
/// <param name="Note">Why, or what else was said.</param>
/// <param name="Due">The due date that it set, or was for.</param>
public sealed record StepTold(
    string Event, DateTimeOffset RecordedAt, string User, string Agency, LocalizedText? Text, string? Note, PartialDate? Due);
