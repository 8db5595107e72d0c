using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What is asked about a commitment: to agree to it, to other targets, to give it up, to unlock a period.</summary>
[TakesForms]
public sealed class WorkAsksPage : BookActPage
{
    /// <summary>The commitment with its figures.</summary>
    public CommitmentView View { get; private set; } = null!;

    /// <inheritdoc/>
    protected override string Part => "commitment";

    /// <inheritdoc/>
    protected override string About => One;

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Dictionary<string, string> place = new() { ["commitment"] = One };
        View = (await Commands.ReadAsync(HttpContext, $"/v1/{Books}/{{id}}/commitments/{{commitment}}", With(place))).Deserialize<CommitmentView>(Json)!;
        var commitment = View.Commitment;
        Title = commitment.Title.Resolve(Words.Language).Text;
        var isMine = Actor.Roles.HasFlag(Roles.Coordinator);
        var (asked, awaited) = (commitment.Asked.ToList(), View.Awaited.Where(one => one.By.Any(Speaks)).Select(one => one.Kind).ToHashSet());
        var isTarget = asked.Exists(one => one.Kind == CommitmentAskKind.Target);
        Acts =
        [
            Of("agree", "/agreement", awaited.Contains(CommitmentAskKind.Agreement) || awaited.Contains(CommitmentAskKind.Target))
                with { Revision = commitment.Revision },
            .. asked.Where(one => one.Kind == CommitmentAskKind.Target).Select(one => Target(one.Target!)),
            Of("agreeToCancel", "/cancellation", awaited.Contains(CommitmentAskKind.Cancellation), ActFields.Reason),
            .. View.Locks.Where(locked => locked.Unlocking.Any(one => one.By.Side != Actor.Side) && locked.UnlockedUntil is null).Select(Unlock),
            Of("refuseCommitment", "/cancellation", awaited.Contains(CommitmentAskKind.Agreement), ActFields.Reason) with { IsSecond = true },
            Of("withdrawCancellation", "/cancellation/withdrawal", asked.Exists(one =>
                one.Kind == CommitmentAskKind.Cancellation && one.By.Body == Actor.Body), ActFields.Reason) with { IsSecond = true },
        ];

        Act Target(Target target) => Of("setTarget", "/targets", isTarget && awaited.Contains(CommitmentAskKind.Target),
            new ActField("amount", Typed.Amount) { Unit = commitment.Unit }) with
        {
            Of = target.Period.ToString(),
            About = new() { En = Words.Window(target.Period), Vi = Words.Window(target.Period), Lo = Words.Window(target.Period) },
            IsPut = true,
            Revision = commitment.Revision,
            Says = [("period", JsonSerializer.SerializeToNode(target.Period, Json)!)],
            IsSecond = true,
        };

        Act Unlock(PeriodLock locked) => Of("unlockPeriod", "/locks/{period}/unlock", true, ActFields.Reason,
            new ActField("until", Typed.Date) { Begins = locked.Unlocking is [var first, ..] ? Words.Typed(first.Until) : "" }) with
        {
            Of = locked.Id,
            In = new Dictionary<string, string>(place) { ["period"] = locked.Id },
        };

        Act Of(string name, string route, bool isOffered, params ActField[] fields) =>
            new(name, "/commitments/{commitment}" + route, fields) { IsOffered = isOffered && isMine, In = place };
    }

    private bool Speaks(string party) => party == Actor.Body || (Actor.Body is "vn" or "la" && Contracts.Parties.SideOf(party) == Actor.Side);
}
