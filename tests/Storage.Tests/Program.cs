using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

// The process that a test kills: it commits on eight books as fast as it can and prints what was acknowledged.
await using var store = await SqliteBookStore.OpenAsync(
    new StoreOptions { Path = args[0] }, TimeProvider.System, NullLogger<SqliteBookStore>.Instance);
await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
{
    for (var version = 0L; ; version++)
    {
        var pending = new PendingEvent($"op-{version}", 0, "", "an", "mic", "vn", "", "Written", "{}", null);
        await store.CommitAsync(new BookCommit($"program/{number}", "program", false, version, [pending], null, DateTimeOffset.MaxValue));
        Console.WriteLine($"acknowledged program/{number} {version + 1}");
    }
}));
