using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What the reader's party can do about an instrument: accept its text, sign it, close its term.</summary>
[TakesForms, RequestSizeLimit(Largest)]
public sealed class WorkAgreementPage : BookActPage
{
    /// <summary>The instrument, as its book has it.</summary>
    public AgreementView View { get; private set; } = null!;

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        View = (await Commands.ReadAsync(HttpContext, "/v1/agreements/{id}", With())).Deserialize<AgreementView>(Json)!;
        Title = View.Text.Title.Resolve(Words.Language).Text;
        var isTheirs = Actor.Roles.HasFlag(Roles.Coordinator) && View.Parties.Any(party => Contracts.Parties.SideOf(party) == Actor.Side);
        Acts = [.. All().Select(act => act with { IsOffered = act.IsOffered && isTheirs })];
    }

    private IEnumerable<Act> All()
    {
        var review = View.Review;
        yield return new Act("accept", "/acceptances")
        {
            IsOffered = View.State == AgreementState.Draft && !View.AcceptedBy.Contains(Actor.Body),
            Revision = View.Revision,
        };
        yield return new Act("sign", "/signatures", ActFields.Signature)
        {
            IsOffered = View.State is AgreementState.TextAgreed or AgreementState.PartlySigned
                && View.Signatures.All(signature => signature.Party != Actor.Body),
        };
        yield return Reasoned("signOffReview", "/review", IsOver && review?.On is null
            && review?.First.By != Actor.Body) with
        { Fields = [new("findings", Lines: 3)] };
        yield return Reasoned("reopenReview", "/review/reopening", review is { On: not null } && review.Reopening?.By != Actor.Body);
        yield return Reasoned("revertEnd", "/reversion", View.State is AgreementState.Expired or AgreementState.Terminated or AgreementState.Withdrawn
            && View.Reversion?.By != Actor.Body);
        yield return Taken("unlockText", "/unlock", View.State is AgreementState.TextAgreed or AgreementState.PartlySigned
            || (View.State == AgreementState.Draft && !View.AcceptedBy.IsEmpty));
        yield return Taken("withdrawSignOff", "/review/withdrawal", review is { On: null } && review.First.By == Actor.Body);
        yield return Taken("withdrawReopening", "/review/reopening/withdrawal", review?.Reopening?.By == Actor.Body);
        yield return Taken("withdrawReversion", "/reversion/withdrawal", View.Reversion?.By == Actor.Body);
    }

    private bool IsOver => View.State is AgreementState.Expired or AgreementState.ExpiredAsStated or AgreementState.Terminated || View.Review is not null;

    private static Act Reasoned(string name, string route, bool isOffered) => new(name, route, ActFields.Reason) { IsOffered = isOffered };

    private static Act Taken(string name, string route, bool isOffered) => Reasoned(name, route, isOffered) with { IsSecond = true };
}
