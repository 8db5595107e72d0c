using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Sources that disagree wait for those who may settle which holds: coordinators of the book's parties.</summary>
internal static class ConflictWork
{
    public static IEnumerable<Waiting> Of(ViewBook book)
    {
        foreach (var conflict in book.Conflicts)
            if (conflict.Resolution is null)
                foreach (var party in book.Parties)
                    yield return new(WorkKind.SettleConflict, Responsible.Of(party, null, Roles.Coordinator), book.Key, conflict.At)
                    {
                        Item = "conflicts/" + conflict.Id,
                    };
    }
}
