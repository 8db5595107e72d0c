using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The time of network/status with 10,000 programs against that with 100: medians over one connection.</summary>
/// <remarks>
/// Fair because two gateways are asked the same question in turns, and nobody writes meanwhile. Both have the same twelve provinces, so the
/// replies are of one size; grouped by province is asked as well, for that is the longest way through the view.
/// </remarks>
internal sealed class StatusBySize : Figure
{
    public override string Name => "status";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (small, large) = (run.Size(100, 20), run.Size(10_000, 100));
        await using var ofSmall = await Served.GatewayAsync(await run.Stores.NetworkAsync(small));
        await using var ofLarge = await Served.GatewayAsync(await run.Stores.NetworkAsync(large));
        using var toSmall = new HttpConnection(ofSmall.Port);
        using var toLarge = new HttpConnection(ofLarge.Port);
        var findings = new List<Finding>();
        foreach (var query in (string[])["", "?by=province"])
        {
            var (askSmall, askLarge) = (Get(ofSmall, query), Get(ofLarge, query));
            Check(toSmall.Send(askSmall), small);
            Check(toLarge.Send(askLarge), large);
            var each = run.Size(60, 5);
            var turns = Turns.Measure(run.Passes(8), () => Median(toLarge, askLarge, each), () => Median(toSmall, askSmall, each));
            var beside = string.Create(CultureInfo.InvariantCulture, $"{turns.Median(0):0} us against {turns.Median(1):0} us");
            findings.Add(Finding.Ratio($"network/status{query}, {large:N0} programs : {small}", turns.Ratio(0, 1), Must.Most(3), beside));
        }
        return findings;
    }

    private static byte[] Get(Served site, string query) => Request.Get("/v1/network/status" + query, new Network(site).TokenOf(0));

    private static double Median(HttpConnection connection, byte[] request, int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var reply = connection.Send(request);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            if (reply.Status != 200)
                throw new WrongAnswerException($"the status was answered {reply.ToString()}");
        }
        return Statistics.Median(times);
    }

    // Each program has one commitment with three targets and one entry of an amount from 1 to 9, as the ledgers gave them.
    private static void Check(HttpConnection.Reply reply, int programs)
    {
        WrongAnswerException.ThrowIf(reply.Status != 200, $"the status was answered {reply.ToString()}");
        using var status = JsonDocument.Parse(reply.Body.ToArray());
        var counts = status.RootElement.GetProperty("counts");
        var said = (
            status.RootElement.GetProperty("programs").GetInt32(), counts.GetProperty("commitments").GetInt32(),
            counts.GetProperty("targets").GetInt32(), counts.GetProperty("entries").GetProperty("reported").GetInt32());
        var due = (programs, programs, 3 * programs, programs);
        WrongAnswerException.ThrowIf(said != due, $"the status says {said} where {due} is due");
        var figure = status.RootElement.GetProperty("figures").EnumerateArray().Single();
        var reported = figure.GetProperty("overall").GetProperty("reported").GetProperty("value").GetString()!;
        var sum = decimal.Parse(reported, CultureInfo.InvariantCulture);
        var wanted = Enumerable.Range(0, programs).Sum(number => number % 9 + 1);
        WrongAnswerException.ThrowIf(sum != wanted, $"the status says {sum} where {wanted} was reported");
    }
}
