using CoopGrains.Contracts;
using CoopGrains.Gateway.Documents;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Books;

/// <summary>Looks up in the view what a decision needs of books that its own book may not ask, before that book is asked.</summary>
/// <remarks>
/// The finding goes along with the command, so that the book decides on it and a repeated command is answered as it was. Of two
/// provinces that ask for one name within the view's lag both may get it: it then resolves to neither.
/// </remarks>
internal sealed class OtherBooks(INetworkView view, VisibleBooks visible, References references, DocumentFiles documents)
{
    // The book refuses more.
    private const int MostEvidence = 100;

    /// <summary>The command with what was found.</summary>
    public async ValueTask<TCommand> LookedUpAsync<TCommand>(TCommand command, BookKey book, Actor actor, CancellationToken ct)
        where TCommand : Command => (TCommand)(Command)((Command)command switch
        {
            // As most reports are: nothing to look for.
            ReportFulfilment { Places.IsEmpty: true, Evidence.IsEmpty: true, OriginalAgency: null } or ReverseEntry { Evidence.IsEmpty: true } => command,
            ReportFulfilment report => report with
            {
                Found = report.Places.IsEmpty ? default : view.Now.Found(report.Places),
                Missing = report.OriginalAgency is { } agency && !view.Now.HasAgency(agency)
                    ? [new() { Pointer = "/originalAgency", Id = agency }]
                    : await MissingAsync(report.Evidence, actor, ct),
            },
            ReverseEntry reverse => reverse with { Missing = await MissingAsync(reverse.Evidence, actor, ct) },
            RenewAgreement { Carry.IsEmpty: false } renew => renew with { Found = references.Carriable(renew, actor) },
            AddCommitment add => await references.LookedUpAsync(add, book, actor, ct),
            RaiseCase raise => raise with { Missing = await references.MissingAsync(raise, book, actor, ct) },
            SignAgreement { Holder: { } holder } sign => sign with { Found = view.Now.Holder(actor.Body, holder)?.Holder },
            SignAmendment { Holder: { } holder } sign => sign with { Found = view.Now.Holder(actor.Body, holder)?.Holder },
            SignMinutes { Holder: { } holder } sign => sign with { Found = view.Now.Holder(actor.Body, holder)?.Holder },
            AttachDocument attach => attach with { Found = await documents.FindAsync(attach.Hash, actor, ct) },
            PlanTalks plan => plan with { Unfinished = references.UnfinishedBefore(book, actor) },
            RegisterTalks register => register with
            {
                Missing = references.Missing(register.Chairs)
                    .Concat(await references.MissingAsync(register.Outcomes, book, actor, ct)).ToValueList(),
            },
            HoldTalks hold => hold with { Missing = references.Missing(hold.Chairs).ToValueList() },
            RecordOutcome outcome => outcome with { Missing = await references.MissingAsync([outcome.Outcome], book, actor, ct) },
            RecordOccasion record => record with { Missing = await references.MissingAsync(record, book, actor, ct) },
            AddTwinning add => add with { Missing = references.Missing(add.Lao, add.Vietnamese) },
            CorrectTwinning correct => correct with { Missing = references.Missing(correct.Lao, correct.Vietnamese) },
            CloseProgram { Successor: { } next } close => await visible.FindAsync(actor, next, ct) is { } seen
                ? close with { SuccessorIsSeen = true, SuccessorParties = seen.Parties }
                : close,
            ResumeProgram resume => resume with { CarriedOnBy = view.Now.CarriedOnBy(book, actor) },
            RegisterProvince register => register with { Taken = view.Now.TakenOf(book.Id, register.Names) },
            SetNames set => set with { Taken = view.Now.TakenOf(book.Id, set.Names) },
            GrantAccess grant => grant with { UserIsKnown = view.RightsOf(grant.Agency, grant.User) is not null },
            var other => other,
        });

    // What looks like the hash of a document is one that the caller may read; others need not be looked for.
    private async ValueTask<ValueList<MissingReference>> MissingAsync(ValueList<string> evidence, Actor actor, CancellationToken ct)
    {
        var missing = new List<MissingReference>();
        for (var i = 0; i < Math.Min(evidence.Count, MostEvidence); i++)
            if (evidence[i] is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit) && !await documents.MayCiteAsync(hash, actor, ct))
                missing.Add(new() { Pointer = $"/evidence/{i}", Id = hash });
        return missing.ToValueList();
    }
}
