using System.Diagnostics;
using System.Globalization;
using System.Text;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>20,000 rows as one file against 20,000 POSTs on one connection, into two sites that begin alike and end alike.</summary>
/// <remarks>
/// Fair because each row of the file has the key of its POST, so both are the same operations and make entries of the same ids; the import
/// ends when its last row is durable and seen. The file waits for nobody between two rows, which is what it is for.
/// </remarks>
internal sealed class ImportRows : Figure
{
    private const int Programs = 80;
    // Those of one giver, whose recorder reports all.
    private const int Every = 4;

    public override string Name => "import";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var rows = run.Size(20_000, 1_200);
        await using var posted = await Served.GatewayAsync(await run.Stores.NetworkAsync(Programs, "files"));
        await using var imported = await Served.GatewayAsync(await run.Stores.NetworkAsync(Programs, "files"));
        // Both have made what they need before they are looked at.
        Post(posted, 0, 500);
        await ImportAsync(imported, 0, 500, "warm");
        var byPosts = Seconds(() => Post(posted, 500, rows));
        var began = Stopwatch.GetTimestamp();
        await ImportAsync(imported, 500, rows, "file");
        var byFile = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var ofPosted = new Files(posted, new Network(posted).TokenOf(0));
        using var ofImported = new Files(imported, new Network(imported).TokenOf(0));
        var (one, other) = (await ofPosted.EntriesAsync(), await ofImported.EntriesAsync());
        WrongAnswerException.ThrowIf(!one.SetEquals(other) || one.Count < rows + 500, $"the sites differ: {one.Count} and {other.Count} entries");
        var beside = string.Create(CultureInfo.InvariantCulture, $"{byPosts:0.00} s : {byFile:0.00} s, {rows / byFile:N0} rows a second");
        return [new($"import of {rows:N0} rows : POSTs on one connection", byPosts / byFile, "x", Must.Least(5), beside)];
    }

    private static void Post(Served site, int from, int count)
    {
        using var connection = new HttpConnection(site.Port);
        var token = new Network(site).TokenOf(0);
        for (var i = from; i < from + count; i++)
        {
            var reply = connection.Send(Request.Write(
                "POST", $"/v1/programs/{ProgramOf(i)}/commitments/{Network.Commitment}/entries", token, KeyOf(i), string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"amount":{"value":"{{AmountOf(i)}}","unit":"person"},"occurred":{"from":"2025-03-01","to":"2025-03-14"},"meaning":"Paid for March"}""")));
            WrongAnswerException.ThrowIf(reply.Status != 201, $"a report was answered {reply.ToString()}");
        }
    }

    private static async Task ImportAsync(Served site, int from, int count, string key)
    {
        var csv = new StringBuilder("book,commitment,from,to,amount,meaning,key\n");
        for (var i = from; i < from + count; i++)
            csv.Append(CultureInfo.InvariantCulture,
                $"program/{ProgramOf(i)},{Network.Commitment},2025-03-01,2025-03-14,{AmountOf(i)},Paid for March,{KeyOf(i)}\n");
        using var files = new Files(site, new Network(site).TokenOf(0));
        await files.ImportAsync(csv.ToString(), key, count);
    }

    private static double Seconds(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static string ProgramOf(int row) => Network.Program(row * Every % Programs);

    private static int AmountOf(int row) => 1 + (row % 9);

    private static string KeyOf(int row) => string.Create(CultureInfo.InvariantCulture, $"row-{row}");
}
