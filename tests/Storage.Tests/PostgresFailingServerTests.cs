using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using TestKit;

namespace Storage.Tests;

/// <summary>The server, or sessions of it, end again and again under writers that try again as clients do.</summary>
public sealed class PostgresFailingServerTests : PostgresStoreTest
{
    private const int Writers = 8;

    [Fact]
    public async Task A_server_that_crashes_and_starts_again_loses_nothing_acknowledged_and_doubles_nothing()
    {
        using var server = new PostgresServer();
        var site = await server.CreateAsync();
        await using var store = await OpenAsync("one", site);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(writer => new Writer(store, $"program/{writer}")).ToList();
        var writing = writers.Select(writer => writer.WriteAsync(stop.Token)).ToList();
        for (var crash = 1; crash <= 2; crash++)
        {
            await Task.WhenAll(writers.Select(writer => writer.UntilAsync(crash * 20)));
            server.StopImmediately();
            server.Start();
        }

        await Task.WhenAll(writers.Select(writer => writer.UntilAsync(60)));
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await AssertNothingLostAsync(store, writers);
    }

    [Fact]
    public async Task Sessions_that_are_ended_all_the_time_lose_nothing_acknowledged_and_double_nothing()
    {
        await using var store = await OpenAsync("one");
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(writer => new Writer(store, $"program/{writer}")).ToList();
        var writing = writers.Select(writer => writer.WriteAsync(stop.Token)).ToList();
        await using var owner = await ConnectAsync(Site.Owner);
        for (var round = 1; round <= 20; round++)
        {
            await Task.WhenAll(writers.Select(writer => writer.UntilAsync(round * 5)));
            await AskAsync(owner, """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE usename = 'coop_app' AND datname = current_database()
                """);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await AssertNothingLostAsync(store, writers);
    }

    private static async Task AssertNothingLostAsync(PostgresBookStore store, List<Writer> writers)
    {
        foreach (var writer in writers)
        {
            var rows = await store.HistoryAsync(writer.Book, 1, int.MaxValue, default);
            Assert.Equal(writer.Acknowledged, rows.Select(row => row.OperationId));
        }

        Assert.Null((await JournalVerifier.VerifyAsync(store, default)).FirstFault);
    }

    /// <summary>Appends one operation after another to a book, each until it has an answer, as the grains do.</summary>
    private sealed class Writer(IBookStore store, string book)
    {
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

        internal string Book => book;

        internal List<string> Acknowledged { get; } = [];

        internal Task UntilAsync(int count)
        {
            lock (_waiting)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((count, reached));
                Tell();
                return reached.Task;
            }
        }

        internal async Task WriteAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                var operation = $"op-{Acknowledged.Count}";
                while (!await TryAsync(operation))
                    await Task.Yield();
                lock (_waiting)
                {
                    Acknowledged.Add(operation);
                    Tell();
                }
            }
        }

        private async Task<bool> TryAsync(string operation)
        {
            try
            {
                var version = Acknowledged.Count;
                var result = await store.CommitAsync(Commit(book, version, Event(operation)));
                if (result is CommitResult.Committed)
                    return true;

                // An earlier attempt was written after all.
                Assert.Equal(new CommitResult.VersionConflict(version + 1), result);
                return (await store.ProbeAsync(book, operation, default)).Rows.Count == 1;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        }

        private void Tell()
        {
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= Acknowledged.Count))
                reached.TrySetResult();
        }
    }
}
