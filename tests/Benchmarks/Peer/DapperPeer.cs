using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;

namespace Benchmarks.Peer;

/// <summary>
/// What most would write instead: a minimal API with Dapper on SQLite. It reads the same request, checks the same bearer token with the
/// same remembered validation, refuses a repeated operation, commits durably and answers the same members.
/// </summary>
internal static class DapperPeer
{
    public const string Verb = "serve-dapper";

    public static void Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var data = app.Configuration["Coop:Data"]!;
        using var key = DevelopmentKey.LoadOrCreate(data);
        using var database = new LedgerDatabase(Path.Combine(data, "peer.db"));
        var tokens = new TokenReader(key, TimeProvider.System);

        app.MapGet("/health/ready", () => Results.Text(database.ReadBack()));
        app.MapPut("/v1/programs/{id}", (string id) => database.Open(id));
        app.MapGet("/v1/programs/{id}", async (string id, HttpContext http) =>
        {
            if (await ActorOfAsync(http, tokens) is null || database.Read(id) is not { } program)
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            else
                await SendAsync(http, ProgramReply.Of(program), PeerJson.Default.ProgramReply);
        });
        app.MapPost("/v1/programs/{id}/commitments/{commitment}/entries", (string id, string commitment, HttpContext http) =>
            ReportAsync(http, tokens, database, id, commitment));
        app.Run();
    }

    private static async Task ReportAsync(HttpContext http, TokenReader tokens, LedgerDatabase database, string id, string commitment)
    {
        if (await ActorOfAsync(http, tokens) is not { } actor)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var sent = (await JsonSerializer.DeserializeAsync(http.Request.Body, PeerJson.Default.EntryRequest, http.RequestAborted))!;
        var entered = await database.ReportAsync(new(
            id, commitment, actor.Agency + ":" + http.Request.Headers["Idempotency-Key"],
            long.Parse(sent.Amount.Value, CultureInfo.InvariantCulture), sent.Amount.Unit,
            sent.Occurred.From, sent.Occurred.To, sent.Meaning, actor.Agency, actor.User,
            DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture)));
        if (entered is not { } made)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"/v1/programs/{id}/entries/e-{made.Number}";
        var reply = new EntryReply($"program/{id}", made.Version, $"e-{made.Number}", ["entryReported"]);
        await SendAsync(http, reply, PeerJson.Default.EntryReply);
    }

    private static async ValueTask<Actor?> ActorOfAsync(HttpContext http, TokenReader tokens) =>
        http.Request.Headers.Authorization is [{ Length: > 7 } sent] ? (await tokens.ReadAsync(sent.AsSpan("Bearer ".Length)))?.Actor : null;

    private static Task SendAsync<T>(HttpContext http, T reply, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(reply, type);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}

internal sealed record AmountText(string Value, string Unit);

internal sealed record WindowText(string From, string To);

internal sealed record EntryRequest(AmountText Amount, WindowText Occurred, string? Meaning);

internal sealed record EntryReply(string Book, long Version, string Id, string[] Events);

internal sealed record OverallReply(int Entries, AmountText Reported);

internal sealed record CommitmentReply(OverallReply Overall);

internal sealed record ProgramReply(long Version, CommitmentReply[] Commitments)
{
    public static ProgramReply Of((long Version, int Entries, long Reported) program) => new(
        program.Version, [new(new(program.Entries, new(program.Reported.ToString(CultureInfo.InvariantCulture), "person")))]);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EntryRequest))]
[JsonSerializable(typeof(EntryReply))]
[JsonSerializable(typeof(ProgramReply))]
internal sealed partial class PeerJson : JsonSerializerContext;
