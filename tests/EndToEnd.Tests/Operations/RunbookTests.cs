using System.Text.RegularExpressions;
using EndToEnd.Tests.Processes;
using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Operations;

/// <summary>What the runbook (<c>infra/runbook.md</c>, <c>README.md</c>) tells operators to type is typed, and prints what stands under it.</summary>
public sealed partial class RunbookTests : IDisposable
{
    private const string Sqlite = "sh sqlite";
    private const string Postgres = "sh postgres";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_block_is_run_or_says_why_it_is_not()
    {
        var kinds = Pages().SelectMany(page => page.Blocks).Select(block => block.Kind).ToList();
        Assert.True(kinds.Count(kind => kind is "sh" or Sqlite or Postgres) > 15, "the runbook has no commands");
        Assert.All(kinds, kind => Assert.True(kind is "sh" or Sqlite or Postgres or "text" or "properties" || Unrun().IsMatch(kind),
            $"\"{kind}\" is neither run nor says why: sh, {Sqlite}, {Postgres}, text, properties, or sh unrun: and why"));
    }

    [Fact]
    public async Task Every_command_works_on_a_SQLite_site_and_prints_what_stands_under_it()
    {
        await using var site = await Site.StartSeededAsync();
        await site.Api.UntilQuietAsync(Site.Operator);
        var environment = Environment(site.Address, site.TokenOf(Site.Operator), site.Data);
        environment["MOMENT"] = $"{(await site.JournalAsync())[^1].RecordedAt:O}";
        await RunAsync(Sqlite, environment, (verb, _) => verb == "stop" ? site.StopAsync() : site.StartAgainAsync());
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task Every_command_works_on_a_database_and_prints_what_stands_under_it()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await one.Api.UntilQuietAsync(Site.Operator);
        var environment = Environment(one.Process.Address, one.TokenOf(Site.Operator), one.Data);
        environment["MOMENT"] = $"{(await one.JournalAsync())[^1].RecordedAt:O}";
        environment["COOP_DATABASE"] = one.Database.Owner;
        environment["Coop__Keys"] = one.Keys;
        (environment["PGHOST"], environment["PGPORT"]) = ("127.0.0.1", $"{one.Server.Port}");
        (environment["PGUSER"], environment["PGDATABASE"]) = ("postgres", one.Database.Database);
        await RunAsync(Postgres, environment, async (verb, database) =>
        {
            if (verb == "stop")
            {
                await one.StopAsync();
                return;
            }

            await one.MoveAsync(one.Database with { Database = new NpgsqlConnectionStringBuilder(database).Database! });
            await one.Process.StartAsync();
        });
        Assert.Equal("coop_before", one.Database.Database);
        await one.AssertWholeAsync();
    }

    private Dictionary<string, string> Environment(Uri address, string token, string data) => new()
    {
        ["SITE"] = address.ToString().TrimEnd('/'),
        ["ISSUER"] = address + "dev/issuer",
        ["TOKEN"] = token,
        ["DATA"] = data,
        ["BACKUPS"] = Directory.CreateDirectory(_folder.PathOf("backups")).FullName,
        ["PATH"] = $"{PostgresServer.Programs}:{System.Environment.GetEnvironmentVariable("PATH")}",
    };

    private async Task RunAsync(string store, Dictionary<string, string> environment, Func<string, string, Task> systemctl)
    {
        foreach (var (page, blocks) in Pages())
        {
            var steps = Steps(blocks, store);
            Assert.All(steps, step => Assert.True(step.Expected.Count > 0, $"{page} does not say what is printed by\n{step.Commands}"));
            using var shell = new OperatorShell(_folder.PathOf(page + ".sh"), environment, systemctl);
            var printed = await shell.RunAsync([.. steps.Select(step => step.Commands)]);
            var missing = steps.Zip(printed).SelectMany(run => run.First.Expected
                .Where(line => !run.Second.Contains(line, StringComparison.Ordinal))
                .Select(line => $"{page}: \"{line}\" is not printed by\n{run.First.Commands}\nwhich prints\n{run.Second}"));
            Assert.True(!missing.Any(), string.Join('\n', missing));
            // What one page has moved the next one finds.
            foreach (var (name, value) in shell.Left)
                environment[name] = value;
        }
    }

    // A block of text tells what the last commands before it print on this store.
    private static List<(string Commands, List<string> Expected)> Steps(IEnumerable<(string Kind, string[] Lines)> blocks, string store)
    {
        var (steps, mayTell) = (new List<(string Commands, List<string> Expected)>(), false);
        foreach (var (kind, lines) in blocks)
            if (kind == "text")
            {
                if (mayTell)
                    steps[^1].Expected.AddRange(lines);
                mayTell = false;
            }
            else if (kind == "sh" || kind == store)
            {
                steps.Add((string.Join('\n', lines), []));
                mayTell = true;
            }

        return steps;
    }

    private static IEnumerable<(string Page, List<(string Kind, string[] Lines)> Blocks)> Pages()
    {
        foreach (var page in (string[])["runbook.md", "README.md"])
        {
            var (lines, blocks) = (File.ReadAllLines(RepositoryRoot.PathOf("infra", page)), new List<(string, string[])>());
            for (var i = 0; i < lines.Length; i++)
                if (lines[i].StartsWith("```", StringComparison.Ordinal))
                {
                    var from = i + 1;
                    i = Array.IndexOf(lines, "```", from);
                    blocks.Add((lines[from - 1][3..], lines[from..i]));
                }

            yield return (page, blocks);
        }
    }

    [GeneratedRegex("^sh unrun: .{10,}$")]
    private static partial Regex Unrun();
}
