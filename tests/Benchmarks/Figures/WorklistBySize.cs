using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Domain;

namespace Benchmarks.Figures;

/// <summary>The time of a page of the work list, and of a scorecard, among 100,000 commitments and among 1,000.</summary>
/// <remarks>
/// Read from the view in this process, in turns from both, without HTTP and JSON: those cost what is shown. The office that reads is of a
/// province in a quarter of all commitments, so that its list grows with the network; a page shows 50 items, a scorecard 200 lines.
/// </remarks>
internal sealed class WorklistBySize : Figure
{
    private const int Page = 50;

    public override string Name => "worklist";

    public override Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var sizes = new[] { run.Size(1_000, 800), run.Size(100_000, 1_600) };
        var views = Array.ConvertAll(sizes, Folded.Of);
        var findings = new List<Finding>();
        findings.AddRange(Of("a page of the work list", ReadWorklist));
        findings.AddRange(Of("the page in the middle of it", ReadMiddle));
        findings.AddRange(Of("a scorecard", ReadScorecard));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);

        IEnumerable<Finding> Of(string what, Action<Folded> read)
        {
            var times = Array.ConvertAll(views, _ => new List<double>());
            var ratios = new List<double>();
            for (var i = 0; i < run.Size(4_000, 20); i++)
            {
                for (var j = 0; j < views.Length; j++)
                {
                    var began = Stopwatch.GetTimestamp();
                    read(views[j]);
                    times[j].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                ratios.Add(times[1][^1] / times[0][^1]);
            }
            var beside = string.Create(CultureInfo.InvariantCulture,
                $"median {Statistics.Median(times[1]) * 1000:0} us; of {sizes[0]:N0}: p99 {Statistics.Percentile(times[0], 99):0.00} ms, median {Statistics.Median(times[0]) * 1000:0} us");
            yield return new($"{what} among {sizes[1]:N0} commitments, p99", Statistics.Percentile(times[1], 99), "ms", Must.Most(5), beside);
            yield return new($"{what}, {sizes[1]:N0} : {sizes[0]:N0} commitments", Statistics.Median(ratios), "x", Must.Most(2), $"{ratios.Count} pairs");
        }
    }

    private static void ReadWorklist(Folded view)
    {
        var work = view.Reading.Worklist(Folded.Reader, view.Now, null, Page);
        WrongAnswerException.ThrowIf(work.Total != view.Due || work.Items.Count != Page, $"the work list has {work.Total} items where {view.Due} are due");
    }

    private static void ReadMiddle(Folded view)
    {
        view.Middle ??= view.Reading.Worklist(Folded.Reader, view.Now, null, view.Due / 2).Next;
        var work = view.Reading.Worklist(Folded.Reader, view.Now, view.Middle, Page);
        WrongAnswerException.ThrowIf(work.Total != view.Due || work.Items.Count != Page, $"the middle of the work list has {work.Items.Count} items");
    }

    private static void ReadScorecard(Folded view)
    {
        var card = view.Reading.Scorecard(Folded.Reader.Body, Folded.Reader, CivilTime.DateOf(view.Now))!;
        var (lines, held) = (Math.Min(200, view.Held), card.Status.Counts.Commitments);
        WrongAnswerException.ThrowIf(card.Commitments.Count != lines || held != view.Held, $"the scorecard has {held} commitments where {view.Held} are held");
    }
}
