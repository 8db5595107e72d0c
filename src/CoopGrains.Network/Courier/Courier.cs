using System.Collections.Concurrent;
using System.Diagnostics;
using CoopGrains.Contracts;
using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace CoopGrains.Network;

/// <summary>Tells books of each other's milestones, at least once each; receivers apply them once.</summary>
internal sealed class Courier : BackgroundService, ICourier
{
    private const string Name = "courier";
    private const string Damaged = "bookDamaged";
    private const int Together = 16;
    private const int MostUndelivered = 200;
    private const int RowsPerCheckpoint = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IBookStore _store;
    private readonly NetworkView _view;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly NetworkMetrics _metrics;
    private readonly ILogger<Courier> _log;
    private readonly ViewWaiters _waiters;
    private readonly ConcurrentQueue<Undelivered> _undelivered = new();
    private long _position;
    private long _kept;

    public Courier(
        IBookStore store, NetworkView view, IGrainFactory grains, TimeProvider time, NetworkMetrics metrics, ILogger<Courier> log)
    {
        (_store, _view, _grains, _time, _metrics, _log) = (store, view, grains, time, metrics, log);
        _waiters = new(time);
    }

    public long Position => Interlocked.Read(ref _position);

    public bool IsQuiet => Position >= _view.Position;

    public IReadOnlyList<Undelivered> Undelivered => [.. _undelivered];

    public async Task WaitQuietAsync(CancellationToken ct)
    {
        // Delivering writes rows of its own, which are followed in turn.
        long head;
        do
        {
            head = (await _store.HeadAsync(ct)).Position;
            await _waiters.WaitAsync(null, () => Position >= head, Timeout.InfiniteTimeSpan, ct);
        }
        while ((await _store.HeadAsync(ct)).Position != head);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await KeepAsync(1, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var feed = new RowFeed(_store, _time, _log);
            Moved(_kept = await BeginAsync(stoppingToken));
            await foreach (var rows in feed.ReadAsync(Position, stoppingToken))
            {
                await _view.WaitForPositionAsync(rows[^1].Position, stoppingToken);
                var delivered = 0;
                foreach (var row in rows)
                    delivered += await DeliverAsync(row, stoppingToken);
                Moved(rows[^1].Position);
                await KeepAsync(delivered > 0 ? 1 : RowsPerCheckpoint, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            NetworkLog.CourierStopped(_log, Position, fault);
            throw;
        }
    }

    // After a restore positions mean other rows: everything is told again, and known operations change nothing.
    private async Task<long> BeginAsync(CancellationToken ct)
    {
        await _view.Ready.WaitAsync(ct);
        var head = await _store.HeadAsync(ct);
        return await _store.ReadCheckpointAsync(Name, ct) is { } kept && kept.Epoch == head.Epoch && kept.Position <= head.Position
            ? kept.Position
            : 0;
    }

    private async Task<int> DeliverAsync(JournalRow row, CancellationToken ct)
    {
        if (!Matters(row.Kind) || Decode(row) is not { } happened)
            return 0;
        var deliveries = Deliveries.Of(row, happened, _view.Snapshot).ToList();
        if (deliveries.Count == 0)
            return 0;
        Activity.Current = null;
        using var trace = ActivityContext.TryParse(row.Trace, null, out var cause)
            ? NetworkMetrics.Source.StartActivity("courier.deliver", ActivityKind.Consumer, default(ActivityContext), links: [new(cause)])
            : NetworkMetrics.Source.StartActivity("courier.deliver", ActivityKind.Consumer);
        trace?.SetTag("coop.event", row.Kind);
        await Parallel.ForEachAsync(
            deliveries, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = ct },
                (delivery, inner) => DeliverAsync(delivery, inner));
        return deliveries.Count;
    }

    private async ValueTask DeliverAsync(Delivery delivery, CancellationToken ct)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var outcome = await TellAsync(delivery).WaitAsync(ct);
                if (outcome is Outcome.Refused { Code: not RefusalCodes.AlreadyNoted } refused)
                    PassOver(delivery, refused.Code);
                else
                    _metrics.Delivered(delivery);
                return;
            }
            catch (Exception fault) when (IsDamage(fault))
            {
                PassOver(delivery, Damaged);
                return;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                _metrics.Retried(delivery);
                var to = delivery.Restricted ? "a restricted book" : delivery.To.ToString();
                NetworkLog.DeliveryFailed(_log, to, delivery.Command.GetType().Name, fault);
                await Task.Delay(Backoff.After(failures), _time, ct);
            }
        }
    }

    private Task<Outcome> TellAsync(Delivery delivery)
    {
        var to = delivery.To.ToString();
        var caller = new Caller
        {
            Actor = Actor.System,
            Operation = new()
            {
                Id = delivery.OperationId,
                // Told again, a milestone may carry newer terms; it is still the same operation.
                Fingerprint = delivery.OperationId,
                Trace = Activity.Current?.Id ?? "",
                Deadline = _time.GetUtcNow() + Patience,
            },
        };
        return delivery.Command switch
        {
            NoteAgreement note => _grains.GetGrain<IProgramGrain>(to).NoteAgreementAsync(caller, note),
            NoteObligation note => _grains.GetGrain<IProvinceGrain>(to).NoteObligationAsync(caller, note),
            NoteSuccessor note => _grains.GetGrain<IAgreementGrain>(to).NoteSuccessorAsync(caller, note),
            var other => throw new InvalidOperationException($"The courier carries no {other.GetType().Name}."),
        };
    }

    private void PassOver(Delivery delivery, string code)
    {
        _metrics.Undelivered(delivery);
        if (delivery.Restricted)
            return;
        var command = delivery.Command.GetType().Name;
        NetworkLog.NotDelivered(_log, delivery.To.ToString(), command, delivery.From.ToString(), delivery.Sequence, code);
        _undelivered.Enqueue(new()
        {
            From = delivery.From,
            Sequence = delivery.Sequence,
            To = delivery.To,
            Command = command,
            Code = code,
            At = _time.GetUtcNow(),
        });
        while (_undelivered.Count > MostUndelivered)
            _undelivered.TryDequeue(out _);
    }

    private void Moved(long position)
    {
        Interlocked.Exchange(ref _position, position);
        _waiters.Tell([]);
    }

    private async Task KeepAsync(int rows, CancellationToken ct)
    {
        if (Position - _kept < rows)
            return;
        try
        {
            var position = Position;
            await _store.WriteCheckpointAsync(Name, new(position, _view.Snapshot.Epoch, "{}"u8.ToArray()), ct);
            _kept = position;
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.CheckpointNotKept(_log, Position, unavailable);
        }
    }

    // No attempt mends a damaged book, and the others must not wait for it. A restore of the store begins a new epoch, in which
    // everything is told again.
    private static bool IsDamage(Exception? fault) =>
        fault is not null && (fault is BookDamagedException or BookUnreadableException || IsDamage(fault.InnerException));

    private static bool Matters(string kind) => !kind.StartsWith("entry", StringComparison.Ordinal);

    // A row that cannot be read is the view's finding; it tells nobody anything.
    private static Event? Decode(JournalRow row)
    {
        try
        {
            return row.Payload as Event ?? EventCatalog.Read(row.Kind, row.Text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
