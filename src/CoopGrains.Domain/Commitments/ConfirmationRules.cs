using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>
/// Answers to ledger entries: by every party of an entry but the one who reported it, of whichever side. A national body answers for all
/// of its side. Somebody of the other side is always among them.
/// </summary>
public static class ConfirmationRules
{
    /// <summary>The parties that have yet to confirm an entry, and for whom no national body has.</summary>
    public static ValueList<string> Awaited(EntryView entry) => entry.ConfirmedBy.IsEmpty
        ? entry.ToConfirm
        : entry.ToConfirm.Where(party => !entry.ConfirmedBy.Any(body => Parties.Speaks(body, party))).ToValueList();

    /// <summary>True when a province or national body answers for one of these.</summary>
    public static bool SpeaksForAny(string body, ValueList<string> parties) => parties.Any(party => Parties.Speaks(body, party));

    /// <summary>Who confirms what an actor reports for these: all whose business it is and for whom the actor does not speak.</summary>
    internal static ValueList<string> ToConfirm(Commitment commitment, ValueList<string> beneficiaries, Actor actor) =>
        commitment.Givers.Concat(beneficiaries).Distinct().Where(party => !Parties.Speaks(actor.Body, party)).ToValueList();

    internal static Decision Confirm(CommitmentLedgers state, ConfirmEntry confirm, Context context)
    {
        if (Asked(state, confirm.Entry, context.Actor, out var entry) is { } refusal)
            return refusal;
        var body = context.Actor.Body;
        if (entry.ConfirmedBy.Contains(body))
            return Decision.Refuse(RefusalCodes.AlreadyConfirmed, ("party", body));
        if (entry.Status != EntryStatus.Reported)
            return EntryRules.WrongState(entry, EntryStatus.Reported);
        var awaited = Awaited(entry);
        // Its side's word was said, by its national body or by all of its provinces.
        if (!SpeaksForAny(body, awaited))
            return Decision.Refuse(RefusalCodes.AlreadyConfirmed, ("party", entry.ConfirmedBy.First(one => Parties.Speaks(one, body) || Parties.Speaks(body, one))));
        var complete = awaited.All(party => Parties.Speaks(body, party));
        return Decision.Accept(new EntryConfirmed { Entry = entry.Id, For = body, Complete = complete, At = context.Now });
    }

    internal static Decision Dispute(CommitmentLedgers state, DisputeEntry dispute, Context context)
    {
        if (Asked(state, dispute.Entry, context.Actor, out var entry) is { } refusal)
            return refusal;
        if (Checks.Text(dispute.Reason, "/reason") is { } noReason)
            return noReason;
        if (entry.Links?.Reverses is not null)
            return Decision.Refuse(RefusalCodes.NotForReversals, ("entry", entry.Id));
        var own = dispute.OwnFigure;
        if (own is null != entry.Amount is null)
            return Decision.At("/ownFigure", own is null ? RefusalCodes.AmountMissing : RefusalCodes.AmountNotTaken);
        if (own is not null && Units.Check(own, entry.Amount!.Unit, "/ownFigure") is var (stated, wrong))
        {
            if (wrong is not null)
                return wrong.Value;
            own = stated;
            if (own == entry.Amount)
                return Decision.At("/ownFigure", RefusalCodes.FigureNotDifferent);
        }
        return entry.Status == EntryStatus.Reported
            ? Decision.Accept(new EntryDisputed { Entry = entry.Id, OwnFigure = own, Reason = dispute.Reason, For = context.Actor.Body, At = context.Now })
            : EntryRules.WrongState(entry, EntryStatus.Reported);
    }

    internal static Decision SendBack(CommitmentLedgers state, SendBackEntry sendBack, Context context)
    {
        if ((Asked(state, sendBack.Entry, context.Actor, out var entry) ?? Checks.Text(sendBack.Note, "/note")) is { } refusal)
            return refusal;
        if (EntryRules.HasDuplicates(entry) is { } settleFirst)
            return settleFirst;
        return entry.Status == EntryStatus.Reported
            ? Decision.Accept(new EntrySentBack { Entry = entry.Id, Note = sendBack.Note, At = context.Now })
            : EntryRules.WrongState(entry, EntryStatus.Reported);
    }

    /// <summary>Only another user, who stands for a party that is asked or for a national body of its side, may answer it.</summary>
    private static Decision? Asked(CommitmentLedgers state, string id, Actor actor, out EntryView entry)
    {
        entry = null!;
        if (state.FindEntry(id) is not { Entry: var found })
            return Decision.Refuse(RefusalCodes.EntryUnknown, ("entry", id));
        entry = found;
        if (Checks.Role(actor, Roles.Confirmer) is { } notAllowed)
            return notAllowed;
        if (actor.User == found.By.User && actor.Agency == found.By.Agency)
            return Decision.Refuse(RefusalCodes.SameUser);
        if (actor.Side != Side.None && SpeaksForAny(actor.Body, found.ToConfirm))
            return null;
        return actor.Side == found.By.Side || actor.Side == Side.None
            ? Decision.Refuse(RefusalCodes.OwnSide)
            : Decision.Refuse(RefusalCodes.NotAPartyToTheEntry, ("province", actor.Body));
    }
}
