using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Texts to accept and agreements to sign.</summary>
internal static class AgreementWork
{
    public static IEnumerable<Waiting> Of(ViewBook book)
    {
        if (book.Agreement is not { Exists: true } agreement)
            yield break;
        if (agreement.State is AgreementState.Draft)
            foreach (var party in agreement.Parties)
                if (!agreement.AcceptedBy.Contains(party))
                    yield return For(WorkKind.Accept, party);
        if (agreement.State is AgreementState.TextAgreed or AgreementState.PartlySigned)
            foreach (var party in agreement.Parties)
                if (!agreement.Signatures.Any(signature => signature.Party == party))
                    yield return For(WorkKind.Sign, party);

        Waiting For(WorkKind kind, string party) => new(kind, Responsible.Of(party, null, Roles.Coordinator), book.Key, book.At);
    }
}
