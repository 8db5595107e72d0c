using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;

namespace CoopGrains.Gateway.Files;

/// <summary>Files of entries: out, and in.</summary>
internal static class FileEndpoints
{
    private static IEnumerable<string> MediaTypes => RowFile.Formats.Select(format => format.MediaType);

    public static void MapExports(this RouteGroupBuilder v1, ExportFiles files) =>
        v1.Get("/exports", http => files.GiveAsync(http))
            .Files("Every entry that the reader sees, as a file", MediaTypes, ExportFiles.Parameters)
            .WithTags("Files");

    public static void MapImports(this RouteGroupBuilder v1, ImportFiles files)
    {
        var imports = v1.MapGroup("/imports").WithTags("Files");

        imports.Post("", http => files.TakeAsync(http))
            .TakesIn(Roles.Recorder, "Reports the rows of a file as entries, each by itself; at most 20 MiB", [.. MediaTypes, ImportBody.Multipart])
            .WithMetadata(new TakesQuery("dryRun", "strategy"))
            .Answers<ImportReply>(200).Answers<ImportReply>(202);

        imports.MapGet("/{import}", (string import, HttpContext http) => files.ShowAsync(http, import))
            .Reads<ImportReply>("How far an import of the caller's has come", 404);

        imports.MapGet("/{import}/rows", (string import, HttpContext http) => files.RowsAsync(http, import))
            .Reads<RowPage>("What became of each row of an import", 404, 422).WithMetadata(new TakesQuery("limit", "cursor"));

        imports.MapGet("/{import}/errors", (string import, HttpContext http) => files.ErrorsAsync(http, import))
            .Files("The rows that were refused, with why, as a file of the kind that came: to be mended and sent again", MediaTypes);
    }
}
