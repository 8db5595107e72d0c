using System.Text;
using System.Text.Json;
using CoopGrains.Gateway.Files;

namespace Gateway.Tests.Kit;

/// <summary>Files of entries, sent and read.</summary>
internal static class Files
{
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Sends a file with a key of its own, or another.</summary>
    public static Task<Reply> ImportAsync(
        this Client client, string text, string query = "", string? key = null, params (string Name, string Value)[] headers) =>
        client.ImportAsync(Encoding.UTF8.GetBytes(text), Csv, query, key, headers);

    public static Task<Reply> ImportAsync(
        this Client client, byte[] content, string type, string query = "", string? key = null, params (string Name, string Value)[] headers) =>
        client.SendBytesAsync("POST", "/v1/imports" + query, content, type, [.. headers, ("Idempotency-Key", key ?? Client.NewKey())]);

    /// <summary>The rows of a file as it came, by column; null for empty cells.</summary>
    public static List<Dictionary<string, string>> Rows(byte[] content, FileFormat format)
    {
        var sheet = Sheet.Read(format, content, null);
        return [.. sheet.Rows.Select(row => sheet.Columns.Zip(row.Cells).Where(pair => pair.Second.Text.Length > 0)
            .ToDictionary(pair => pair.First, pair => pair.Second.Text))];
    }

    /// <summary>One line of counts: taken, unchanged, corrected, passed over, refused.</summary>
    public static string Counts(this JsonElement import) => string.Join(' ', new[] { "taken", "unchanged", "corrected", "passedOver", "refused" }
        .Select(name => import.GetProperty(name).GetInt32()));

    /// <summary>The first problem of the first row that has one: cell and code.</summary>
    public static string FirstProblem(this JsonElement import)
    {
        var problem = import.GetProperty("rows").EnumerateArray().SelectMany(row => row.GetProperty("problems").EnumerateArray()).First();
        return $"{problem.GetProperty("cell").GetString()} {problem.GetProperty("code").GetString()}";
    }
}
