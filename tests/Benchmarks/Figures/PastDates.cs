using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Contracts;
using CoopGrains.Network;
using CoopGrains.Storage;

namespace Benchmarks.Figures;

/// <summary>The status of the network as of dates all over a journal of 1,000,000 rows: each date for the first time, and again.</summary>
/// <remarks>
/// In process, from the date to the summed status by province, so without HTTP. Nothing of a new date is in memory but what the dates asked
/// before it left there. All answers are compared with those of a fold of the whole journal from its first row, at the same dates.
/// </remarks>
internal sealed class PastDates : Figure
{
    private const int Seed = 20_261_121;

    public override string Name => "past";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (programs, rows) = (run.Size(2_000, 20), run.Size(1_000_000, 4_000));
        using var host = Site.InProcess(await run.Stores.LongAsync(programs, rows));
        await host.StartAsync();
        await host.Services.GetRequiredService<ICourier>().WaitQuietAsync(default);
        var (view, store) = (host.Services.GetRequiredService<INetworkView>(), host.Services.GetRequiredService<IBookStore>());
        var head = await store.HeadAsync(default);
        // A site makes them as it goes; of a journal that was never followed before they are made now, and that is told.
        var began = Stopwatch.GetTimestamp();
        await host.Services.GetRequiredService<MarkMaker>().Whole;
        var made = Stopwatch.GetElapsedTime(began);

        var chance = new Random(Seed);
        var (fresh, again, answers) = (new List<double>(), new List<double>(), new List<(DateTimeOffset Date, NetworkStatus Status)>());
        // Not counted: until its code is compiled for good.
        var first = (await TimeAsync(view, Any())).Took;
        for (var i = 0; i < run.Size(15, 0); i++)
            await TimeAsync(view, Any());
        for (var i = 0; i < run.Size(100, 4); i++)
        {
            var date = Any();
            var (took, status) = await TimeAsync(view, date);
            fresh.Add(took);
            answers.Add((date, status));
            for (var repeat = 0; repeat < 10; repeat++)
                again.Add((await TimeAsync(view, date)).Took);
        }
        await CheckAsync(store, answers);
        await host.StopAsync();

        var beside = string.Create(CultureInfo.InvariantCulture, $"{head.Position:N0} rows, {programs:N0} programs, seed {Seed}; first of the process {first:0.0} ms;");
        return
        [
            Finding.Stated("marks that were missing, made before", made.TotalSeconds, "s", beside),
            new("asOf, a new date (p99)", Statistics.Percentile(fresh, 99), "ms", Must.Most(1_000), Words(fresh, beside)),
            new("asOf, the same date again (p99)", Statistics.Percentile(again, 99), "ms", Must.Most(50), Words(again, beside)),
        ];

        DateTimeOffset Any() => LongJournal.First + ((LongJournal.Last - LongJournal.First) * chance.NextDouble());
    }

    private static string Words(List<double> times, string beside) => string.Create(
        CultureInfo.InvariantCulture, $"{beside} {times.Count} asked, median {Statistics.Median(times):0.0}, most {times.Max():0.0} ms");

    private static async Task<(double Took, NetworkStatus Status)> TimeAsync(INetworkView view, DateTimeOffset date)
    {
        var started = Stopwatch.GetTimestamp();
        var reading = await view.AsOfAsync((await view.PointAsync(date, default))!.Value, default);
        var status = reading.Status(StatusBy.Province, Actor.System, DateOnly.FromDateTime(date.UtcDateTime));
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, status);
    }

    private static async Task CheckAsync(IJournalReader store, List<(DateTimeOffset Date, NetworkStatus Status)> answers)
    {
        var state = new ViewState(ViewSnapshot.Empty);
        foreach (var (date, answered) in answers.OrderBy(answer => answer.Date))
        {
            while (await store.TailAsync(state.Snapshot.Position, 1_000, default) is { Count: > 0 } page)
            {
                var before = page.TakeWhile(row => row.RecordedAt <= date).ToList();
                state.Apply(before);
                if (before.Count < page.Count)
                    break;
            }
            var folded = new NetworkReading(state, () => (date, TimeSpan.Zero))
                .Status(StatusBy.Province, Actor.System, DateOnly.FromDateTime(date.UtcDateTime));
            WrongAnswerException.ThrowIf(!folded.Equals(answered), $"as of {date:O} the status is not that of a full fold");
            WrongAnswerException.ThrowIf(
                folded.Counts.Entries.Reported == 0 && date > LongJournal.First.AddMonths(2), "nothing was reported");
        }
    }
}
