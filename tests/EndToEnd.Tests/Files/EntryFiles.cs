using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Files;

/// <summary>Runs <c>coop import</c> and <c>coop export</c> against a site.</summary>
internal sealed class EntryFiles(Uri address, string keyFile) : IDisposable
{
    /// <summary>Reports for Điện Biên; sees nothing restricted.</summary>
    public const string Recorder = "vn-db-education/recorder";

    public static readonly (string Extension, string Language)[] Kinds = [("csv", "vi"), ("xlsx", "lo"), ("json", "en")];

    private readonly TempFolder _folder = new();

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Saves what a user sees, and gives the file.</summary>
    public async Task<string> ExportAsync(string name, string language = "en", params string[] more)
    {
        var file = _folder.PathOf(name);
        await EndToEnd.Tests.Site.CoopAsync(["export", file, .. Where(), "--as", Recorder, "--lang", language, .. more]);
        return file;
    }

    /// <summary>The rows of an export.</summary>
    public async Task<List<JsonElement>> RowsAsync()
    {
        var text = await File.ReadAllTextAsync(await ExportAsync("rows.json"));
        return [.. JsonElement.Parse(text).GetProperty("rows").EnumerateArray()];
    }

    /// <summary>Sends a file, which ends with a code, and gives what the site answered.</summary>
    public async Task<JsonElement> ImportAsync(string file, int code = 0, params string[] more)
    {
        await using var coop = ChildProcess.Start(
            RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), ["import", file, .. Where(), "--as", Recorder, "--json", .. more]);
        var ended = await coop.ExitAsync(TimeSpan.FromSeconds(120));
        Assert.True(ended == code, $"coop import ended with {ended}:\n{coop.Output}");
        return JsonElement.Parse(coop.Output[coop.Output.IndexOf('{', StringComparison.Ordinal)..(coop.Output.LastIndexOf('}') + 1)]);
    }

    /// <summary>One line of counts: taken, unchanged, corrected, passed over, refused.</summary>
    public static string Counts(JsonElement import) => string.Join(' ', new[] { "taken", "unchanged", "corrected", "passedOver", "refused" }
        .Select(name => import.GetProperty(name).GetInt32()));

    public void Dispose() => _folder.Dispose();

    private string[] Where() => ["--address", $"{address}", "--key", keyFile];
}
