using System.Globalization;
using System.Text.Json;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting;
using CoopGrains.Storage.Sqlite;
using TestKit;
using Xunit.Abstractions;

namespace Gateway.Tests.Fuzz;

/// <summary>
/// Hostile requests, made out of the published document, to a real gateway on a real store. <c>COOP_FUZZ_SEED</c> and
/// <c>COOP_FUZZ_COUNT</c> repeat a run; without, each long run has a seed of its own, and the short one always the same.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int MostShown = 15;
    private const int Block = 1_000;
    private const int UsualSeed = 2026;
    private const int UsualCount = 3_000;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("COOP_LONG") == "1";

    // The server's own words for what is no HTTP: no body, and the connection ends.
    private static readonly int[] Turned = [0, 400, 405, 408, 411, 413, 414, 431, 501, 505];

    [Fact]
    public async Task Hostile_requests_are_answered_with_problems_tell_nothing_and_leave_the_store_whole()
    {
        var seed = Setting("COOP_FUZZ_SEED") ?? (IsLong ? Environment.TickCount & 0xFFFF : UsualSeed);
        var count = Setting("COOP_FUZZ_COUNT") ?? (IsLong ? 60_000 : UsualCount);
        var wrong = new List<string>();
        var statuses = new SortedDictionary<int, int>();
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        await using (var site = new FuzzedSite())
        {
            await site.StartAsync();
            var document = (await site.Site.With(null).GetAsync("/openapi/v1.json")).Json;
            var requests = new HostileRequests(document, seed);
            using var http = new RawHttp(site.Address, TimeSpan.FromSeconds(30));
            for (var number = 0; number < count && wrong.Count < MostShown; number++)
            {
                if (number % Block == 0 && number > 0)
                    await site.RenewAsync(number / Block);
                var request = requests.Make(number);
                var reply = await AnswerAsync(http, request, site);
                if (reply is not null)
                    statuses[reply.Status] = statuses.GetValueOrDefault(reply.Status) + 1;
                if (reply is { Status: >= 400 } && CodeOf(reply) is { } code)
                    codes[code] = codes.GetValueOrDefault(code) + 1;
                if (WrongWith(request, reply, document) is { } fault)
                    wrong.Add($"{fault}: {request}\n  -> {reply?.Status} {reply?.Text[..Math.Min(400, reply.Text.Length)]}");
            }
            wrong.AddRange(site.Log.Where(line => site.Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal))).Take(3)
                .Select(line => "told a secret: " + line));
            wrong.AddRange(site.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal)
                || line.StartsWith("Critical", StringComparison.Ordinal)).Take(3));
            output.WriteLine($"seed {seed}: {string.Join(", ", statuses.Select(status => $"{status.Value} x {status.Key}"))}");
            output.WriteLine(string.Join(", ", codes.OrderByDescending(code => code.Value).Select(code => $"{code.Value} x {code.Key}")));
            // While the site is up, as an operator does it.
            await using var reader = SqliteBookStore.OpenReader(new CoopOptions { Data = site.Data }.StorePath);
            await JournalInvariants.CheckAsync(reader);
        }
        Assert.True(wrong.Count == 0, $"COOP_FUZZ_SEED={seed} COOP_FUZZ_COUNT={count} repeats this run.\n{string.Join("\n\n", wrong)}");
        // What is whole enough to be taken is rare.
        Assert.All((int[])[200, 400, 401, 403, 404, 422, .. IsLong ? [201] : Array.Empty<int>()], status =>
            Assert.True(statuses.ContainsKey(status), $"no request was answered {status}"));
    }

    [Fact]
    public void A_seed_makes_the_same_requests_and_another_makes_others()
    {
        using var kept = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")));
        byte[][] Bytes(int seed) =>
            [.. Enumerable.Range(0, 300).Select(new HostileRequests(kept.RootElement, seed).Make)
                .Select(request => request.Bytes(text => text))];
        Assert.Equal(Bytes(7), Bytes(7));
        Assert.NotEqual(Bytes(7), Bytes(8));
    }

    [Fact]
    public void Every_operation_gets_hostile_requests()
    {
        using var kept = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")));
        var requests = new HostileRequests(kept.RootElement, 1);
        var reached = Enumerable.Range(0, 3_000).Select(requests.Make).Select(request => request.Operation).OfType<(string, string)>()
            .Distinct();
        Assert.Equal(requests.Operations, reached.Count());
    }

    [Fact]
    public void Every_kind_of_hostile_file_is_sent_and_some_hundreds_of_them()
    {
        using var kept = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")));
        var files = Enumerable.Range(0, UsualCount).Select(new HostileRequests(kept.RootElement, UsualSeed).Make)
            .Select(request => request.FileKind).OfType<string>().ToArray();
        Assert.True(files.Length >= 200, $"{files.Length} files");
        Assert.Empty(HostileFiles.Imports.Select(import => import.Kind).Append("document").Except(files));
    }

    private static async Task<RawReply?> AnswerAsync(RawHttp http, HostileRequest request, FuzzedSite site)
    {
        try
        {
            return await http.SendAsync(request.Bytes(site.WordsFor(request)), request.Method != "HEAD", request.TellsLength);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with an answer; null when nothing.</summary>
    private static string? WrongWith(HostileRequest request, RawReply? reply, JsonElement document)
    {
        if (reply is null)
            return "no answer in time";
        if (IsBare(reply) && (request.Kind == Sent.MaybeNoHttp || request.Target.Contains('%', StringComparison.Ordinal)
            || request.Caller is "bad:huge" or "bad:garbage" || request.Headers.Any(header => header.Value.Length > 4_000)))
            return Turned.Contains(reply.Status) ? null : "no such answer of the server's own";
        if (reply.Status >= 500 && reply.Status != 503)
            return "a defect";
        if (reply.Text.Contains(FuzzedSite.Secret, StringComparison.Ordinal) && !FuzzedSite.SeesRestricted(request.Caller))
            return "told a secret";
        if (reply.Status is >= 200 and < 400)
            return request.Caller.StartsWith("bad:", StringComparison.Ordinal) && request.Operation is { } called
                && !called.Path.StartsWith("/v1/public", StringComparison.Ordinal)
                ? "let in without a right token" : null;
        if (request.Operation is { } operation && !LeadsElsewhere(request.Target) && !IsDeclared(operation, reply.Status, document))
            return "a status that the document does not name";
        return request.Method == "HEAD" ? null : WrongProblem(reply);
    }

    private static bool IsBare(RawReply reply) => reply.Status == 0
        || (reply.Body.Length == 0 && reply.Header("Trace-Id") is null && reply.Header("Connection") == "close");

    // The server takes such segments out, and with them what stands before.
    private static bool LeadsElsewhere(string target) => target.Split('?')[0].Split('/').Any(segment => segment is "." or "..");

    // A target that is tampered with may lead elsewhere than to the operation that it was made for.
    private static bool IsDeclared((string Method, string Path) operation, int status, JsonElement document) => status is 404 or 405 or 411
        || document.GetProperty("paths").GetProperty(operation.Path).GetProperty(operation.Method.ToLowerInvariant())
            .GetProperty("responses")
            .TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out _);

    private static string? CodeOf(RawReply reply) =>
        reply.Text is ['{', ..] && reply.Text.IndexOf("\"code\":\"", StringComparison.Ordinal) is > 0 and var at
            ? reply.Text.Substring(at + 8, reply.Text.IndexOf('"', at + 8) - at - 8) : null;

    private static string? WrongProblem(RawReply reply)
    {
        if (reply.Header("Content-Type") != "application/problem+json")
            return "no problem document";
        try
        {
            using var problem = JsonDocument.Parse(reply.Body);
            if (!ProblemCatalog.Codes.Contains(problem.RootElement.GetProperty("code").GetString()!))
                return "an unknown code";
            if (problem.RootElement.GetProperty("status").GetInt32() != reply.Status)
                return "two statuses";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            return "not a problem document";
        }
        return reply.Text.Contains("   at ", StringComparison.Ordinal) || reply.Text.Contains("Exception", StringComparison.Ordinal)
            ? "tells how it is made" : null;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
