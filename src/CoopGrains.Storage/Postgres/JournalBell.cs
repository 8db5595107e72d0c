using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Tells other processes that something was committed, and hears them. Only to be quicker: the tail looks by itself too.</summary>
internal sealed partial class JournalBell : IAsyncDisposable
{
    private const string ChannelName = "coop_journal";

    // Whoever hears it looks by itself for longer than this: JournalTail.ActiveFor.
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    private readonly PostgresDatabase _database;
    private readonly Action _heard;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<long> _rings = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _listening;
    private readonly Task _ringing;
    private int _self;

    internal JournalBell(PostgresDatabase database, Action heard, ILogger log)
    {
        (_database, _heard, _log) = (database, heard, log);
        using (ExecutionContext.SuppressFlow())
        {
            _listening = Task.Run(() => AgainAndAgainAsync(ListenAsync));
            _ringing = Task.Run(() => AgainAndAgainAsync(RingAsync));
        }
    }

    internal void Ring(long position) => _rings.Writer.TryWrite(position);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_listening, _ringing);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        await using var connection = await _database.OpenAsync(_stop.Token);
        connection.Notification += (_, notification) =>
        {
            if (notification.PID != Volatile.Read(ref _self))
                _heard();
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {ChannelName}", connection))
            await listen.ExecuteNonQueryAsync(_stop.Token);
        while (true)
            await connection.WaitAsync(_stop.Token);
    }

    // A transaction of its own, after the commit: NOTIFY takes a lock of the whole server. Nothing is lost if it is.
    private async Task RingAsync()
    {
        await using var connection = await _database.OpenAsync(_stop.Token);
        Volatile.Write(ref _self, connection.ProcessID);
        await using (var careless = new NpgsqlCommand("SET synchronous_commit = off", connection))
            await careless.ExecuteNonQueryAsync(_stop.Token);
        await using var ring = new NpgsqlCommand($"SELECT pg_notify('{ChannelName}', $1)", connection);
        var position = new NpgsqlParameter<string> { TypedValue = "" };
        ring.Parameters.Add(position);
        while (true)
        {
            position.TypedValue = (await _rings.Reader.ReadAsync(_stop.Token)).ToString(CultureInfo.InvariantCulture);
            await ring.ExecuteNonQueryAsync(_stop.Token);
            await Task.Delay(AtMostEvery, _stop.Token);
        }
    }

    private async Task AgainAndAgainAsync(Func<Task> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                LogBellFailed(_log, e, _database.Name);
                await Task.Delay(BeforeNextTry, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(16, LogLevel.Debug, "Notifications of {Store} are interrupted; rows are found by looking meanwhile")]
    private static partial void LogBellFailed(ILogger log, Exception e, string store);
}
