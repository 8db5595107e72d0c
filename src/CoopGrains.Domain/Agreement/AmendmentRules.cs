using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Amendments of the text in force: changes of fields, accepted and signed by all parties, then applied once.</summary>
public static class AmendmentRules
{
    private const int Most = 200;
    private const int MostPending = 20;

    /// <summary>Where a pending amendment stands.</summary>
    public static AmendmentState StateOf(Amendment amendment, ValueList<string> parties) =>
        !amendment.Signatures.IsEmpty ? AmendmentState.PartlySigned
        : parties.All(amendment.AcceptedBy.Contains) ? AmendmentState.Accepted
        : AmendmentState.Proposed;

    /// <summary>All of them, as readers see them.</summary>
    internal static ValueList<AmendmentView> Views(AgreementBook state) => state.Amended
        .Select(applied => new AmendmentView
        {
            Number = applied.Number,
            State = AmendmentState.Applied,
            Fields = applied.Fields,
            Applied = applied,
        })
        .Concat(state.Amendments.Select(amendment => new AmendmentView
        {
            Number = amendment.Number,
            State = StateOf(amendment, state.Parties),
            Fields = FieldsOf(amendment.Changes),
            Conflicts = Conflicts(state, amendment),
            Amendment = amendment,
        }))
        .Concat(Withdrawn(state).Select(number => new AmendmentView { Number = number, State = AmendmentState.Withdrawn, Fields = default }))
        .OrderBy(view => view.Number).ToValueList();

    /// <summary>Decides a command of a coordinator of a party; null when it is about something else.</summary>
    internal static Decision? Decide(AgreementBook state, Command command, Context context) => command switch
    {
        ProposeAmendment propose => Propose(state, propose, context),
        AcceptAmendment accept => Of(state, accept.Number, amendment => Accept(state, amendment, context)),
        SignAmendment sign => Of(state, sign.Number, amendment => Sign(state, amendment, sign, context)),
        WithdrawAmendment withdraw => Of(state, withdraw.Number, amendment => Checks.Text(withdraw.Reason, "/reason")
            ?? Decision.Accept(new AmendmentWithdrawn { Number = amendment.Number, By = context.Actor.Body, Reason = withdraw.Reason })),
        _ => null,
    };

    /// <summary>The state after an event; null when it is about something else.</summary>
    internal static AgreementBook? Evolve(AgreementBook state, Event happened) => happened switch
    {
        AmendmentProposed proposed => state with
        {
            Amendments = state.Amendments.Add(proposed.Amendment),
            AmendmentsTaken = proposed.Amendment.Number,
        },
        AmendmentAccepted accepted => Change(state, accepted.Number, amendment => With(amendment, accepted)),
        AmendmentSigned signed => Change(state, signed.Number, amendment => With(amendment, signed)),
        AmendmentWithdrawn withdrawn => Without(state, withdrawn.Number),
        AmendmentApplied applied => Apply(state, applied),
        _ => null,
    };

    /// <summary>What readers see of an amendment that waits no more, after an event of its book.</summary>
    public static AmendmentView Told(AmendmentView view, Event happened) => happened switch
    {
        AmendmentProposed { Amendment: var proposed } when proposed.Number == view.Number =>
            view with { Amendment = proposed, Fields = FieldsOf(proposed.Changes) },
        AmendmentAccepted accepted when accepted.Number == view.Number => view with { Amendment = With(view.Amendment!, accepted) },
        AmendmentSigned signed when signed.Number == view.Number => view with { Amendment = With(view.Amendment!, signed) },
        AmendmentWithdrawn withdrawn when withdrawn.Number == view.Number =>
            view with { WithdrawnBy = withdrawn.By, WithdrawnFor = withdrawn.Reason },
        _ => view,
    };

    /// <summary>True where amendments are still accepted and signed: in force, and with a term that no review has frozen.</summary>
    public static bool AreAnswered(AgreementBook state) => EndRules.IsInForce(state.State) && state.Review?.On is null;

    /// <summary>
    /// The fields that do not let an amendment apply: those that changed since, and those that commitments would then lack.
    /// </summary>
    public static ValueList<string> Conflicts(AgreementBook state, Amendment amendment) => TextFields
        .Conflicts(state.Text!, amendment.Changes)
        .Union(Lost(state, amendment).Select(lost => lost.Field)).ToValueList();

    /// <summary>True for the event with which an amendment waits no more.</summary>
    public static bool Ends(Event happened, int number) => happened switch
    {
        AmendmentApplied applied => applied.Number == number,
        AmendmentWithdrawn withdrawn => withdrawn.Number == number,
        _ => false,
    };

    private static Amendment With(Amendment amendment, Event happened) => happened switch
    {
        AmendmentAccepted accepted => amendment with
        {
            AcceptedBy = amendment.AcceptedBy.Add(accepted.Party),
            Since = accepted.Complete ? accepted.At : amendment.Since,
        },
        AmendmentSigned signed => amendment with { Signatures = amendment.Signatures.Add(signed.Signature) },
        _ => amendment,
    };

    private static Decision Propose(AgreementBook state, ProposeAmendment propose, Context context)
    {
        if (Checks.Text(propose.Reason, "/reason") is { } noReason)
            return noReason;
        if (propose.Changes.IsEmpty || propose.Changes.Count > Checks.MostOfARecord)
            return Decision.At("/changes", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        var changes = new List<TextChange>();
        for (var i = 0; i < propose.Changes.Count; i++)
        {
            if (changes.Exists(change => change.Field == propose.Changes[i].Field))
                return Decision.At($"/changes/{i}/field", RefusalCodes.ReferencesTwice);
            var (change, refused) = TextFields.Change(state.Text!, propose.Changes[i], $"/changes/{i}");
            if (refused is { } invalid)
                return invalid;
            changes.Add(change!);
            if (change!.Field == TextFields.Term && TextRules.Begins(state, change.After?.Term, $"/changes/{i}/term/from") is { } tooEarly)
                return tooEarly;
        }
        if ((InForce(state, context) ?? Stale(state, propose.Revision, changes) ?? TextNeeds.Refuses(
            state, TextFields.With(state.Text!, changes.ToValueList()),
            field => $"/changes/{changes.FindIndex(change => change.Field == field)}")) is { } refusal)
            return refusal;
        if (state.Amendments.Count >= MostPending || state.AmendmentsTaken >= Most)
            return Decision.Refuse(RefusalCodes.TooManyItems, ("most", state.AmendmentsTaken >= Most ? Most : MostPending));
        return Decision.Accept(new AmendmentProposed
        {
            Amendment = new()
            {
                Number = state.AmendmentsTaken + 1,
                Revision = propose.Revision,
                Changes = changes.ToValueList(),
                Reason = propose.Reason,
                ProposedBy = context.Actor.Body,
                AcceptedBy = [context.Actor.Body],
                Since = context.Now,
            },
        });
    }

    private static Decision Accept(AgreementBook state, Amendment amendment, Context context)
    {
        var party = context.Actor.Body;
        if (amendment.AcceptedBy.Contains(party))
            return Decision.Refuse(RefusalCodes.AlreadyAccepted, ("party", party));
        return InForce(state, context) ?? Conflict(state, amendment) ?? Decision.Accept(new AmendmentAccepted
        {
            Number = amendment.Number,
            Party = party,
            Complete = state.Parties.All(other => other == party || amendment.AcceptedBy.Contains(other)),
            At = context.Now,
        });
    }

    private static Decision Sign(AgreementBook state, Amendment amendment, SignAmendment sign, Context context)
    {
        var (signature, refused) = SignatureRules.Of(sign, amendment.Signatures, context);
        if ((refused ?? InForce(state, context) ?? Conflict(state, amendment)) is { } refusal)
            return refusal;
        if (StateOf(amendment, state.Parties) == AmendmentState.Proposed)
            return Checks.WrongState(AmendmentState.Proposed, AmendmentState.Accepted, AmendmentState.PartlySigned);
        var signed = new AmendmentSigned { Number = amendment.Number, Signature = signature };
        return SignatureRules.Completes(state.Parties, amendment.Signatures, signature.Party)
            ? Decision.Accept(signed, new AmendmentApplied
            {
                Number = amendment.Number,
                On = PartialDate.Of(context.Today),
                Changes = amendment.Changes,
                Revision = state.Revision + 1,
            })
            : Decision.Accept(signed);
    }

    private static AgreementBook Apply(AgreementBook state, AmendmentApplied applied)
    {
        var text = TextFields.With(state.Text!, applied.Changes);
        return Without(state, applied.Number) with
        {
            Text = text,
            Revision = applied.Revision,
            State = state.State switch
            {
                AgreementState.TermNotStated when text.Term is not null => AgreementState.InForceAsStated,
                AgreementState.InForceAsStated when text.Term is null => AgreementState.TermNotStated,
                var other => other,
            },
            Amended = state.Amended.Add(new()
            {
                Number = applied.Number,
                On = applied.On,
                Revision = applied.Revision,
                Fields = FieldsOf(applied.Changes),
            }),
        };
    }

    // Neither waiting nor applied: memory keeps no more of them.
    private static IEnumerable<int> Withdrawn(AgreementBook state) => Enumerable.Range(1, state.AmendmentsTaken)
        .Except(state.Amendments.Select(amendment => amendment.Number)).Except(state.Amended.Select(applied => applied.Number));

    private static Decision? InForce(AgreementBook state, Context context)
    {
        if (ReviewRules.Frozen(state.Review?.On, state.RenewedBy) is { } frozen)
            return frozen;
        var now = AgreementBook.StateOn(state, context.Today);
        return EndRules.IsInForce(now)
            ? null
            : Checks.WrongState(now, AgreementState.InForce, AgreementState.InForceAsStated, AgreementState.TermNotStated);
    }

    // What others changed since the caller looked stands in the way only where both change the same.
    private static Decision? Stale(AgreementBook state, int given, List<TextChange> changes)
    {
        var since = state.Amended.Where(applied => applied.Revision > given).SelectMany(applied => applied.Fields).ToList();
        var met = given > state.Revision || given < 1
            ? changes.ConvertAll(change => change.Field)
            : changes.ConvertAll(change => change.Field).FindAll(since.Contains);
        return met.Count == 0
            ? null
            : Decision.Refuse(RefusalCodes.RevisionStale, ("revision", state.Revision), ("given", given),
                ("fields", string.Join(", ", met)), ("current", state.Text!.Title.Resolve("vi").Text));
    }

    private static Decision? Conflict(AgreementBook state, Amendment amendment) =>
        TextFields.Conflicts(state.Text!, amendment.Changes) is { IsEmpty: false } fields
            ? Decision.Refuse(RefusalCodes.AmendmentConflict, ("fields", string.Join(", ", fields)))
            : TextNeeds.Refuses(state, TextFields.With(state.Text!, amendment.Changes), _ => null);

    private static IEnumerable<(string Field, string Commitment)> Lost(AgreementBook state, Amendment amendment) =>
        TextNeeds.Lost(state, TextFields.With(state.Text!, amendment.Changes));

    private static Decision Of(AgreementBook state, int number, Func<Amendment, Decision> decide) =>
        state.Amendments.FirstOrDefault(amendment => amendment.Number == number) is { } amendment
            ? decide(amendment)
            : Checks.ItemUnknown(number.ToString(CultureInfo.InvariantCulture));

    private static ValueList<string> FieldsOf(ValueList<TextChange> changes) => changes.Select(change => change.Field).ToValueList();

    private static AgreementBook Change(AgreementBook state, int number, Func<Amendment, Amendment> change) => state with
    {
        Amendments = state.Amendments.Select(amendment => amendment.Number == number ? change(amendment) : amendment).ToValueList(),
    };

    private static AgreementBook Without(AgreementBook state, int number) => state with
    {
        Amendments = state.Amendments.Where(amendment => amendment.Number != number).ToValueList(),
    };
}
