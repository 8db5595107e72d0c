using TestKit;

namespace EndToEnd.Tests.Upgrades;

/// <summary>
/// A release that might follow this one, made of this one's sources: the state of programs has another shape, of schema 5, and events may
/// be of schema 4, which tells more of an entry. It reads those events, and writes them when it is told to, as the release after it would.
/// </summary>
/// <remarks>Only the two projects that differ are built, beside a copy of what the rest was built to.</remarks>
public sealed class NextBuild : IAsyncLifetime
{
    /// <summary>The setting of a process that writes what the release before it cannot read.</summary>
    public const string Writes = "NEXT_BUILD_WRITES";

    private const string Project = "src/CoopGrains.Domain";

    private static readonly string[] Shared =
    [
        "Directory.Build.props", "Directory.Packages.props", "global.json",
        "src/Directory.Build.props", "src/Directory.Build.targets", "src/BannedSymbols.txt",
    ];

#if ORLEANS
    private const string Runtime = "-p:GrainRuntime=Orleans";
    private static readonly string[] Changed = ["CoopGrains.Contracts", "CoopGrains.Domain"];
#else
    private const string Runtime = "-p:GrainRuntime=Embedded";
    private static readonly string[] Changed = ["CoopGrains.EmbeddedRuntime", "CoopGrains.Contracts", "CoopGrains.Domain"];
#endif

    private readonly TempFolder _folder = new();

    /// <summary>The gateway.</summary>
    public string Gateway => _folder.PathOf("gateway/CoopGrains.Gateway.dll");

    /// <summary>Runs its <c>coop</c>, which must succeed, and returns what it printed.</summary>
    public Task<string> CoopAsync(params string[] arguments) => RunAsync(_folder.PathOf("coop/coop.dll"), arguments);

    public async Task InitializeAsync()
    {
        foreach (var file in Shared)
            Copy(RepositoryRoot.PathOf(file), _folder.PathOf(file));
        foreach (var project in Changed)
            CopyAll(RepositoryRoot.PathOf("src", project), _folder.PathOf("src/" + project), file => !IsBuilt(file));
        Change("src/CoopGrains.Domain/Program/ProgramBook.cs",
            ("SnapshotSchema => 4;", "SnapshotSchema => 5;"),
            ("    public required CommitmentLedgers Commitments", """
                    [JsonPropertyName("ledgers")] public required CommitmentLedgers Commitments
                """),
            ("    public BookKey? Successor { get; init; }", """
                    public BookKey? Successor { get; init; }

                    public int Reports { get; init; }
                """),
            ("var after = Fold(state, happened);", """
                var after = Fold(state, happened);
                        if (happened is EntryReported)
                            after = after with { Reports = state.Reports + 1 };
                """));
        Change("src/CoopGrains.Contracts/Commitments/CommitmentEvents.cs",
            ("public sealed record EntryReported : Event\n{", """
                public sealed record EntryReported : Event
                {
                    [Id(99)] public string? Channel { get; init; }
                """));
        Change("src/CoopGrains.Contracts/Wire/EventCatalog.cs",
            ("NewestRead = 3;", "NewestRead = 4;"),
            ("$\"{Start}{Schema}\"", $"$\"{{Start}}{{(Environment.GetEnvironmentVariable(\"{Writes}\") is null ? 3 : 4)}}\""),
            ("        var (buffer, writer) = _writing", """
                        if (happened is EntryReported reported && !Head.EndsWith('3'))
                            happened = reported with { Channel = "counter" };
                        var (buffer, writer) = _writing
                """));
        // No build server: no process stays behind.
        await RunAsync("build", _folder.PathOf(Project), "-c", "Release", "-o", _folder.PathOf("built"), "--nologo", "-v", "quiet",
            Runtime, "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false");
        Put("gateway", RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll"));
        Put("coop", RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private static async Task<string> RunAsync(string assembly, params string[] arguments)
    {
        await using var process = ChildProcess.Start(assembly, arguments);
        var code = await process.ExitAsync(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, $"{assembly} {string.Join(' ', arguments)} ended with {code}:\n{process.Output}");
        return process.Output;
    }

    // All that stands beside an assembly, and of it anew what differs.
    private void Put(string name, string assembly)
    {
        CopyAll(Path.GetDirectoryName(assembly)!, _folder.PathOf(name), _ => true);
        foreach (var project in Changed)
            Copy(_folder.PathOf($"built/{project}.dll"), _folder.PathOf($"{name}/{project}.dll"));
    }

    // What is to be changed must be there, once: or the sources have moved on, and this with them.
    private void Change(string file, params (string From, string To)[] changes)
    {
        var text = File.ReadAllText(_folder.PathOf(file));
        foreach (var (from, to) in changes)
        {
            Assert.True(text.Split(from).Length == 2, $"{file} does not hold \"{from}\" once");
            text = text.Replace(from, to.TrimEnd(), StringComparison.Ordinal);
        }
        File.WriteAllText(_folder.PathOf(file), text);
    }

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";

    private static void CopyAll(string from, string to, Func<string, bool> wanted)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            if (Path.GetRelativePath(from, path) is var file && wanted(file))
                Copy(path, Path.Combine(to, file));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
