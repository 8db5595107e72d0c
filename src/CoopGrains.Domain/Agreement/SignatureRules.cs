using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What every signature needs: a name, an office, a day that has come, and who is named held the office then.</summary>
internal static class SignatureRules
{
    /// <summary>The caller's signature for its party, or why there is none.</summary>
    public static (Signature Signature, Decision? Refusal) Of(ISigning sign, ValueList<Signature> others, Context context)
    {
        var party = context.Actor.Body;
        var signature = new Signature
        {
            Party = party,
            SignedBy = sign.SignedBy,
            Office = sign.Office,
            DatedOn = sign.DatedOn,
            Scan = sign.Scan,
            Holder = sign.Holder,
        };
        if ((Checks.Text(sign.SignedBy, "/signedBy") ?? Checks.Title(sign.Office, "/office")) is { } invalid)
            return (signature, invalid);
        if (sign.DatedOn.Year == 0 || sign.DatedOn.First > context.Today)
            return (signature, Decision.At("/datedOn", RefusalCodes.DateInFuture));
        if (sign.Holder is { } holder && sign.Found?.Id != holder)
            return (signature, Decision.At("/holder", RefusalCodes.ReferenceUnknown, ("id", holder)));
        if (sign.Found is { } found && !found.Validity.MayHold(sign.DatedOn))
            return (signature, Decision.At("/holder", RefusalCodes.HolderNotInOffice, ("id", found.Id), ("on", sign.DatedOn)));
        if (sign.Found is { } named && NameFold.Of(named.Person) != NameFold.Of(sign.SignedBy))
            return (signature, Decision.At("/signedBy", RefusalCodes.SignerIsAnother, ("id", named.Id), ("person", named.Person)));
        return others.Any(signed => signed.Party == party)
            ? (signature, Decision.Refuse(RefusalCodes.AlreadySigned, ("party", party)))
            : (signature, null);
    }

    /// <summary>True when the party's signature is the last that was missing.</summary>
    public static bool Completes(ValueList<string> parties, ValueList<Signature> others, string party) =>
        parties.All(other => other == party || others.Any(signed => signed.Party == other));
}
