using System.Diagnostics;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace CoopGrains.Network;

/// <summary>Tells books what a civil date makes due: in one process of a store at a time, at least once each; books take it once.</summary>
internal sealed class Calendar(
    IJobOwnership ownership, NetworkView view, IGrainFactory grains, TimeProvider time, NetworkMetrics metrics, ILogger<Calendar> log)
    : BackgroundService
{
    private const string Name = "calendar";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Not on the injected clock: it bounds real work.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private volatile bool _isHere;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.WatchCalendar(() => _isHere);
        try
        {
            await view.Ready.WaitAsync(stoppingToken);
            while (true)
                await ServeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task ServeAsync(CancellationToken stopping)
    {
        await using var job = await ownership.AcquireAsync(Name, stopping);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Lost);
        _isHere = true;
        try
        {
            (long Position, DateOnly Day) looked = default;
            for (var failures = 0; ;)
            {
                var now = (view.Snapshot.Position, CivilTime.DateOf(time.GetUtcNow()));
                // Nothing falls due without a row or a day.
                if (now != looked)
                    (looked, failures) = await LookAsync(view.Snapshot, now.Item2, until.Token) ? (now, 0) : (looked, failures + 1);
                await Task.Delay(failures == 0 ? BetweenLooks : Backoff.After(failures), until.Token);
            }
        }
        catch (OperationCanceledException) when (job.Lost.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            NetworkLog.CalendarLost(log);
        }
        finally
        {
            _isHere = false;
        }
    }

    /// <summary>True when every book has answered.</summary>
    private async Task<bool> LookAsync(ViewSnapshot snapshot, DateOnly today, CancellationToken ct)
    {
        var answered = true;
        foreach (var (on, key) in snapshot.Timed)
        {
            if (on > today)
                break;
            var book = snapshot.Books[key];
            foreach (var due in DueItems.Of(book, today))
                answered &= await TellAsync(due, book, ct);
        }
        return answered;
    }

    private async Task<bool> TellAsync(DueItem due, ViewBook book, CancellationToken ct)
    {
        // The journal names a trace whether or not anybody listens to traces.
        using var trace = NetworkMetrics.Source.StartActivity("calendar.tell") ?? new Activity("calendar.tell").Start();
        if (book.Restricted)
            Withheld.Mark(trace);
        var caller = new Caller
        {
            Actor = Actor.System,
            Operation = new()
            {
                Id = due.OperationId,
                Fingerprint = due.OperationId,
                Trace = trace.Id ?? "",
                Deadline = time.GetUtcNow() + Patience,
            },
            AtLeast = book.Version,
        };
        var name = book.Restricted ? "a restricted book" : due.Book.ToString();
        try
        {
            // What the book refuses somebody settled since the view looked.
            if (await AskAsync(caller, due).WaitAsync(ct) is Outcome.Refused refused)
                NetworkLog.NotDue(log, name, due.Kind, refused.Code);
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            NetworkLog.CalendarFailed(log, name, due.Kind, fault);
            return false;
        }
    }

    private Task<Outcome> AskAsync(Caller caller, DueItem due) => due.Command switch
    {
        EscalateCase escalate => Cases(due.Book).EscalateAsync(caller, escalate),
        ExpireAgreement expire => grains.GetGrain<IAgreementGrain>(due.Book.ToString()).ExpireAsync(caller, expire),
        var other => throw new InvalidOperationException($"The calendar tells no {other.GetType().Name}."),
    };

    private ICasesGrain Cases(BookKey book) => book.Kind == BookKind.Agreement
        ? grains.GetGrain<IAgreementGrain>(book.ToString())
        : grains.GetGrain<IProgramGrain>(book.ToString());
}
