using System.Text;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using CoopGrains.Storage;

namespace TestKit;

/// <summary>What holds of every journal, whatever happened to the processes that wrote it.</summary>
public static class JournalInvariants
{
    private const int Page = 10_000;

    /// <summary>
    /// Positions dense; sequences of each book 1..n; each operation once per book, its events together and of one fingerprint;
    /// every book folds, and from its snapshot to the same state; all hashes hold; the kept view and all sums are those of a recount;
    /// and what <see cref="DomainInvariants"/> looks for.
    /// </summary>
    /// <exception cref="InvalidOperationException">One does not; the message says which, and where.</exception>
    public static async Task CheckAsync(IJournalReader reader)
    {
        var books = new Dictionary<string, List<JournalRow>>(StringComparer.Ordinal);
        var position = 0L;
        while (await reader.TailAsync(position, Page, default) is { Count: > 0 } page)
            foreach (var row in page)
            {
                Demand(row.Position == ++position, $"position {row.Position} follows {position - 1}");
                if (!books.TryGetValue(row.BookKey, out var rows))
                    books[row.BookKey] = rows = [];
                rows.Add(row);
            }
        var agreements = new Dictionary<BookKey, AgreementBook>();
        foreach (var (key, rows) in books)
        {
            CheckOrder(key, rows);
            var stored = await reader.ReadAsync(key, default);
            Demand(stored?.Version == rows.Count, $"{key} is at version {stored?.Version} and has {rows.Count} rows");
            if (CheckFold(BookKey.Parse(key), rows, stored!) is AgreementBook agreement)
                agreements.Add(BookKey.Parse(key), agreement);
        }
        DomainInvariants.CheckTerms(agreements);
        var report = await JournalVerifier.VerifyAsync(reader, default);
        Demand(report.FirstFault is null, $"the verifier finds {report.FirstFault}");
        var recount = await AggregateVerifier.VerifyAsync(reader, default);
        Demand(recount.FirstFault is null, $"the recount finds {recount.FirstFault}");
    }

    private static void CheckOrder(string key, List<JournalRow> rows)
    {
        var operations = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, before) = (rows[i], i == 0 ? null : rows[i - 1]);
            Demand(row.Sequence == i + 1, $"{key}: sequence {row.Sequence} where {i + 1} is next");
            if (row.Ordinal == 0)
                Demand(operations.Add(row.OperationId), $"{key}: operation {row.OperationId} is there twice");
            else
                Demand(
                    (before?.OperationId, before?.Ordinal, before?.Fingerprint) == (row.OperationId, row.Ordinal - 1, row.Fingerprint),
                    $"{key}: operation {row.OperationId} is torn at ordinal {row.Ordinal}");
        }
    }

    private static object CheckFold(BookKey key, List<JournalRow> rows, StoredBook stored) => key.Kind switch
    {
        BookKind.Program => CheckFold<ProgramBook>(key, rows, stored),
        BookKind.Agreement => CheckFold<AgreementBook>(key, rows, stored),
        _ => CheckFold<ProvinceBook>(key, rows, stored),
    };

    private static TState CheckFold<TState>(BookKey key, List<JournalRow> rows, StoredBook stored)
        where TState : class, IBookState<TState>
    {
        var whole = Fold(TState.Empty, rows);
        Demand(whole.Restricted == stored.Restricted, $"{key}: restricted is {stored.Restricted}, but not by its events");
        DomainInvariants.Check(stored.BookKey, rows, whole.Commitments);
        // Before the state stands the number of its shape, on a line of its own; another shape is not this build's to read.
        if (stored.Snapshot?.Body.Split('\n', 2) is not [var schema, var body] || schema != $"{TState.SnapshotSchema}")
            return whole;
        var late = Fold(TState.Read(Encoding.UTF8.GetBytes(body)), stored.Events);
        Demand(Text(whole) == Text(late), $"{key}: snapshot {stored.Snapshot!.Version} and later events differ from all events");
        return whole;
    }

    private static TState Fold<TState>(TState state, IEnumerable<JournalRow> rows)
        where TState : class, IBookState<TState> =>
        rows.Aggregate(state, (fold, row) => TState.Evolve(fold, EventCatalog.Read(row.Kind, row.Text)));

    // Dictionaries keep no order, so members are compared sorted.
    private static string Text<TState>(TState state)
        where TState : class, IBookState<TState> =>
        Sorted(JsonNode.Parse(TState.Write(state)))!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException("The journal is broken: " + otherwise + ".");
    }
}
