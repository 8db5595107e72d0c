using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

// The process that a test kills: it commits on eight books as fast as it can and prints what was acknowledged.
// One argument: a SQLite file. Three: the file beside which the anchor stands, a connection string, the name of this process.
await using IBookStore store = args.Length == 1
    ? await SqliteBookStore.OpenAsync(
        new StoreOptions { Path = args[0] }, TimeProvider.System, NullLogger<SqliteBookStore>.Instance)
    : await PostgresBookStore.OpenAsync(
        args[1], new StoreOptions { Path = args[0], MaxBooksPerCommit = 4 }, TimeProvider.System, NullLogger<PostgresBookStore>.Instance);
await Task.WhenAll(Enumerable.Range(0, 8).Select(number => args.Length == 1 ? AloneAsync(number) : AmongOthersAsync(number)));

async Task AloneAsync(int number)
{
    for (var version = 0L; ; version++)
    {
        await CommitAsync($"program/{number}", version, $"op-{version}");
        Console.WriteLine($"acknowledged program/{number} {version + 1}");
    }
}

async Task AmongOthersAsync(int number)
{
    for (var i = 0; ; i++)
    {
        var operation = $"{args[2]}-{number}-{i}";
        var version = (await store.ProbeAsync($"program/{number}", operation, default)).Version;
        if (await CommitAsync($"program/{number}", version, operation) is CommitResult.Committed committed)
            Console.WriteLine($"acknowledged program/{number} {committed.Version} {operation}");
    }
}

Task<CommitResult> CommitAsync(string book, long version, string operation)
{
    var pending = new PendingEvent(operation, 0, "", "an", "mic", "vn", "", "Written", "{}", null);
    return store.CommitAsync(new BookCommit(book, "program", false, version, [pending], null, DateTimeOffset.MaxValue));
}
