using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Contracts;
using Orleans;

namespace Benchmarks.Figures;

/// <summary>
/// What one more entry costs a program that has 10,000 events behind it, against programs that have 10: durably, through the grain and
/// the real store, one after the other in turns.
/// </summary>
/// <remarks>
/// Fair because nothing else differs: every entry so far was withdrawn again, so neither has open ones, and the short histories are
/// many programs in rotation, so that they stay short. The wait for the disk is in both times and would hide a small cost, so the
/// bytes allocated for an entry are compared as well; they hold still on a noisy machine.
/// </remarks>
internal sealed class HistoryLength : Figure
{
    private const int Short = 10;
    private const int ShortPrograms = 100;
    private const int InFlight = 256;

    private static readonly Actor Recorder = Network.RecorderOf(0);
    private long _operations;

    public override string Name => "history";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        using var host = Site.InProcess(run.Stores.New("history"));
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();

        var length = run.Size(10_000, 500);
        var longOne = await ProgramAsync(grains, 0, length);
        var shortOnes = await Task.WhenAll(Enumerable.Range(1, ShortPrograms).Select(number => ProgramAsync(grains, number, Short)));
        var count = run.Size(1_000, 100);
        for (var i = 0; i < ShortPrograms; i++)
            await Task.WhenAll(ReportAsync(longOne), ReportAsync(shortOnes[i]));
        var (times, bytes) = (await InTurnsAsync(longOne, shortOnes, count), await AllocatedAsync(longOne, shortOnes, count));
        await CheckAsync(longOne);
        await Task.WhenAll(shortOnes.Select(CheckAsync));
        await host.StopAsync();

        var what = $"one more entry after {length:N0} events : after {Short}";
        var us = string.Create(CultureInfo.InvariantCulture, $"{times.Long:0} us against {times.Short:0} us (median), one at a time");
        var allocated = string.Create(CultureInfo.InvariantCulture, $"{bytes.Long:N0} against {bytes.Short:N0} bytes");
        return
        [
            new(what, times.Long / times.Short, "x", Must.Most(1.2), us),
            new("the same in allocated bytes", bytes.Long / bytes.Short, "x", Must.Most(1.2), allocated),
        ];
    }

    private async Task<(double Long, double Short)> InTurnsAsync(Program longOne, Program[] shortOnes, int count)
    {
        var (longTimes, shortTimes) = (new List<double>(count), new List<double>(count));
        for (var i = 0; i < count; i++)
        {
            var shortOne = shortOnes[i % shortOnes.Length];
            if (i % 2 == 0)
                longTimes.Add(await TimeAsync(longOne));
            shortTimes.Add(await TimeAsync(shortOne));
            if (i % 2 == 1)
                longTimes.Add(await TimeAsync(longOne));
        }
        return (Statistics.Median(longTimes), Statistics.Median(shortTimes));
    }

    private async Task<(double Long, double Short)> AllocatedAsync(Program longOne, Program[] shortOnes, int count)
    {
        var (ofLong, ofShort) = (new List<double>(), new List<double>());
        for (var block = 0; block < 10; block++)
        {
            ofLong.Add(await AllocatedAsync(count / 10, _ => longOne));
            ofShort.Add(await AllocatedAsync(count / 10, i => shortOnes[i % shortOnes.Length]));
        }
        return (Statistics.Median(ofLong), Statistics.Median(ofShort));
    }

    private async Task<double> AllocatedAsync(int count, Func<int, Program> program)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < count; i++)
            await ReportAsync(program(i));
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)count;
    }

    private async Task<double> TimeAsync(Program program)
    {
        var started = Stopwatch.GetTimestamp();
        await ReportAsync(program);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    private async Task<Program> ProgramAsync(IGrainFactory grains, int number, int events)
    {
        var program = new Program(grains.GetGrain<IProgramGrain>(BookKey.Program(Network.Program(number)).ToString()));
        await AcceptedAsync(program.Grain.OpenAsync(Caller(), new() { Title = new() { En = "A program" }, Parties = ["vn-db", "la-lpb"] }));
        await AcceptedAsync(program.Grain.AddCommitmentAsync(Caller(), new()
        {
            Id = Network.Commitment,
            Title = new() { En = "Scholarships" },
            Givers = ["vn-db"],
            Beneficiaries = ["la-lpb"],
            Basis = new() { Kind = BasisKind.Practice },
            Indicator = "scholarships",
            Measure = Measure.Sum,
            Unit = "person",
            Cadence = Cadence.Yearly,
            Sources = [new() { Source = "benchmark" }],
        }));
        foreach (var chunk in Enumerable.Range(0, (events - 2) / 2).Chunk(InFlight))
            await Task.WhenAll(chunk.Select(async _ =>
            {
                var entry = await ReportAsync(program);
                await AcceptedAsync(program.Grain.WithdrawEntryAsync(Caller(), new() { Entry = entry, Reason = "Entered by mistake" }));
                Interlocked.Decrement(ref program.Entries);
            }));
        return program;
    }

    private async Task<string> ReportAsync(Program program)
    {
        var accepted = await AcceptedAsync(program.Grain.ReportAsync(Caller(), new()
        {
            Commitment = Network.Commitment,
            Amount = new() { Value = 3, Unit = "person" },
            Occurred = Window.Year(2025),
        }));
        Interlocked.Increment(ref program.Entries);
        return ((EntryReported)accepted.Events[0]).Entry;
    }

    private static async Task CheckAsync(Program program)
    {
        var overall = (await program.Grain.ReadAsync(new() { Actor = Recorder }))!.Commitments[0].Overall;
        WrongAnswerException.ThrowIf(
            overall.Entries != program.Entries || overall.Reported!.Value != program.Entries * 3,
            $"a program says {overall}, but acknowledged {program.Entries} entries of 3");
    }

    private static async Task<Outcome.Accepted> AcceptedAsync(Task<Outcome> outcome) =>
        await outcome as Outcome.Accepted ?? throw new WrongAnswerException($"a program answered {await outcome}");

    private Caller Caller() => new()
    {
        Actor = Recorder,
        Operation = new()
        {
            Id = $"{Recorder.Agency}:history-{Interlocked.Increment(ref _operations)}",
            Fingerprint = "history",
            Deadline = DateTimeOffset.UtcNow.AddSeconds(30),
        },
    };

    private sealed class Program(IProgramGrain grain)
    {
        public int Entries;

        public IProgramGrain Grain { get; } = grain;
    }
}
