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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Not on the injected clock: they bound real work.
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly IBookStore _store;
    private readonly IJobOwnership _ownership;
    private readonly NetworkView _view;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly NetworkMetrics _metrics;
    private readonly ILogger<Courier> _log;
    private readonly PassedOver _passedOver;
    private long _position;
    private long _kept;
    private long _atTicks;
    private volatile bool _isHere;

    public Courier(
        IBookStore store, IJobOwnership ownership, NetworkView view, IGrainFactory grains, TimeProvider time, NetworkMetrics metrics,
        ILogger<Courier> log)
    {
        (_store, _ownership, _view, _grains, _time, _metrics, _log) = (store, ownership, view, grains, time, metrics, log);
        _passedOver = new(time, metrics, log);
        metrics.WatchCourier(() => _isHere, () => Behind);
    }

    /// <summary>Whether this process delivers, and so does what only one of all needs to do.</summary>
    public bool IsHere => _isHere;

    private long Position => Interlocked.Read(ref _position);

    // How old the oldest row is that it is at.
    private TimeSpan Behind => Interlocked.Read(ref _atTicks) is > 0 and var at
        ? new TimeSpan(Math.Max(0, _time.GetUtcNow().UtcTicks - at))
        : TimeSpan.Zero;

    public async Task<CourierStatus> StatusAsync(CancellationToken ct)
    {
        // The head last: what delivering wrote was written before the position was kept.
        var kept = await _store.ReadCheckpointAsync(Name, ct);
        var head = await _store.HeadAsync(ct);
        return new()
        {
            IsQuiet = head.Position == 0 || (kept is not null && kept.Epoch == head.Epoch && kept.Position >= head.Position),
            HasSeenAll = _view.Position >= head.Position,
            Undelivered = CourierNotes.Read(kept),
        };
    }

    public Task<string?> OwnerAsync(CancellationToken ct) => _ownership.OwnerAsync(Name, ct);

    public Task<IReadOnlyList<string>> ProcessesAsync(CancellationToken ct) => _ownership.ProcessesAsync(ct);

    public async Task WaitQuietAsync(CancellationToken ct)
    {
        while (await StatusAsync(ct) is not { IsQuiet: true, HasSeenAll: true })
            await Task.Delay(BetweenLooks, ct);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _view.Ready.WaitAsync(stoppingToken);
            while (true)
                await ServeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (NewerEventException newer)
        {
            // Passing over what it does not know would lose it for good. The position stands before it, for whoever does know.
            NetworkLog.CourierLeftToNewer(_log, newer.Message);
        }
        catch (Exception fault)
        {
            NetworkLog.CourierStopped(_log, Position, fault);
            throw;
        }
    }

    /// <summary>Delivers from when the job is this process's until it is not any more.</summary>
    private async Task ServeAsync(CancellationToken stopping)
    {
        await using var job = await _ownership.AcquireAsync(Name, stopping);
        NetworkLog.CourierHere(_log);
        _isHere = true;
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Lost);
        try
        {
            await BeginAsync(until.Token);
            var keeping = KeepNowAndThenAsync(job, until.Token);
            try
            {
                await FollowAsync(until.Token);
            }
            finally
            {
                await until.CancelAsync();
                await keeping;
                if (!job.Lost.IsCancellationRequested)
                    await KeepAsync(job);
            }
        }
        catch (OperationCanceledException) when (job.Lost.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            NetworkLog.CourierLost(_log, Position);
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.TailUnavailable(_log, Position, unavailable);
            await Task.Delay(Backoff.After(failures: 3), stopping);
        }
        finally
        {
            _isHere = false;
            Interlocked.Exchange(ref _atTicks, 0);
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        using var feed = new RowFeed(_store, _time, _log);
        await foreach (var rows in feed.ReadAsync(Position, ct))
        {
            Interlocked.Exchange(ref _atTicks, rows[0].RecordedAt.UtcTicks);
            await _view.WaitForPositionAsync(rows[^1].Position, ct);
            foreach (var row in rows)
                await DeliverAsync(row, ct);
            Interlocked.Exchange(ref _position, rows[^1].Position);
            Interlocked.Exchange(ref _atTicks, 0);
        }
    }

    // After a restore positions mean other rows: everything is told again, and known operations change nothing.
    private async Task BeginAsync(CancellationToken ct)
    {
        var head = await _store.HeadAsync(ct);
        var kept = await _store.ReadCheckpointAsync(Name, ct);
        _kept = kept is not null && kept.Epoch == head.Epoch && kept.Position <= head.Position ? kept.Position : 0;
        Interlocked.Exchange(ref _position, _kept);
        _passedOver.Begin(CourierNotes.Read(kept));
    }

    private async Task DeliverAsync(JournalRow row, CancellationToken ct)
    {
        if (Deliveries.EventOf(row) is not { } happened)
            return;
        var deliveries = Deliveries.Of(row, happened, _view.Snapshot).ToList();
        if (deliveries.Count == 0)
            return;
        Activity.Current = null;
        using var trace = ActivityContext.TryParse(row.Trace, null, out var cause)
            ? NetworkMetrics.Source.StartActivity("courier.deliver", ActivityKind.Consumer, default(ActivityContext), links: [new(cause)])
            : NetworkMetrics.Source.StartActivity("courier.deliver", ActivityKind.Consumer);
        trace?.SetTag("coop.event", row.Kind);
        if (deliveries.Exists(delivery => delivery.Restricted))
            Withheld.Mark(trace);
        await Parallel.ForEachAsync(
            deliveries, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = ct },
                (delivery, inner) => DeliverAsync(delivery, TraceOf(row, trace), inner));
    }

    // In the journal it belongs to what caused it, whether or not anybody listens to traces.
    private static string TraceOf(JournalRow row, Activity? own) => row.Trace.Length > 0 ? row.Trace : own?.Id ?? "";

    private async ValueTask DeliverAsync(Delivery delivery, string trace, CancellationToken ct)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var outcome = await TellAsync(delivery, trace).WaitAsync(ct);
                if (outcome is Outcome.Refused { Code: not RefusalCodes.AlreadyNoted } refused)
                    _passedOver.Add(delivery, refused.Code);
                else
                    _metrics.Delivered(delivery);
                return;
            }
            catch (Exception fault) when (NewerEventException.In(fault) is { } newer)
            {
                throw new NewerEventException(newer.Message);
            }
            catch (Exception fault) when (IsDamage(fault))
            {
                _passedOver.Add(delivery, Damaged);
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

    private Task<Outcome> TellAsync(Delivery delivery, string trace)
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
                Trace = trace,
                Deadline = _time.GetUtcNow() + Patience,
            },
            AtLeast = _view.Snapshot.Books.TryGetValue(delivery.To, out var known) ? known.Version : 0,
        };
        return delivery.Command switch
        {
            NoteAgreement note => _grains.GetGrain<IProgramGrain>(to).NoteAgreementAsync(caller, note),
            NoteObligation note => _grains.GetGrain<IProvinceGrain>(to).NoteObligationAsync(caller, note),
            NoteSuccessor note => _grains.GetGrain<IAgreementGrain>(to).NoteSuccessorAsync(caller, note),
            CarryForward carry when delivery.To.Kind == BookKind.Agreement =>
                _grains.GetGrain<IAgreementGrain>(to).CarryForwardAsync(caller, carry),
            CarryForward carry => _grains.GetGrain<IProgramGrain>(to).CarryForwardAsync(caller, carry),
            NoteOutcome note => _grains.GetGrain<IAgreementGrain>(to).NoteOutcomeAsync(caller, note),
            var other => throw new InvalidOperationException($"The courier carries no {other.GetType().Name}."),
        };
    }

    // Not with every row: a checkpoint costs a commit, and what is told again after a crash changes nothing.
    private async Task KeepNowAndThenAsync(IOwnedJob job, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenCheckpoints, ct);
                await KeepAsync(job);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }

    private async Task KeepAsync(IOwnedJob job)
    {
        var position = Position;
        if (position == _kept)
            return;
        try
        {
            await job.KeepAsync(new(position, _view.Snapshot.Epoch, CourierNotes.Write(_passedOver.All)), CancellationToken.None);
            _kept = position;
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.CheckpointNotKept(_log, position, unavailable);
        }
    }

    // No attempt mends a damaged book, and the others must not wait for it. A restore of the store begins a new epoch, in which
    // everything is told again.
    private static bool IsDamage(Exception? fault) =>
        fault is not null && (fault is BookDamagedException or BookUnreadableException || IsDamage(fault.InnerException));
}
