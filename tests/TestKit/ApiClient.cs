using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TestKit;

/// <summary>Speaks to the API as users named <c>agency/user</c>. Safe to use concurrently.</summary>
/// <param name="address">Where the API listens.</param>
/// <param name="tokenOf">The bearer token of a user.</param>
/// <param name="patience">How long it waits for one answer.</param>
public sealed class ApiClient(Uri address, Func<string, string> tokenOf, TimeSpan? patience = null) : IDisposable
{
    /// <summary>Generous: a deadline that is reached is a failure, never a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = patience ?? Patience };

    /// <summary>Reads; with <paramref name="after"/> not before that version is seen, however often it has to be asked again for that.</summary>
    public async Task<ApiReply> GetAsync(string who, string path, string? after = null)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (after is not null) request.Headers.Add("Coop-After", after);
            var reply = await SendAsync(who, request);
            // A site waits 2 s for it, which on a busy machine may be too short: it says so, and to come again.
            if (after is null || reply is not { Status: 503, Code: "notYetVisible" } || Environment.TickCount64 > deadline) return reply;
        }
    }

    /// <summary>Completes when nothing is on its way any more: courier and calendar are at rest.</summary>
    /// <param name="who">An operator.</param>
    public Task UntilQuietAsync(string who) => Until.TrueAsync(
        async () => (await GetAsync(who, "/v1/operations/quiet")).Ok().Json.GetProperty("quiet").GetBoolean(),
        "the courier and the calendar did not come to rest");

    /// <summary>Opens a stream of changes.</summary>
    public Task<EventStream> StreamAsync(string who, string query = "", string? lastId = null) =>
        EventStream.OpenAsync(address, tokenOf(who), query, lastId);

    /// <summary>Writes once: no answer is an exception.</summary>
    public async Task<ApiReply> PostAsync(string who, string path, string key, object? body = null, int? revision = null)
    {
        using var request = Write(HttpMethod.Post, path, key, body, revision);
        return await SendAsync(who, request);
    }

    /// <summary>Writes once: no answer is an exception.</summary>
    public async Task<ApiReply> PutAsync(string who, string path, string key, object? body = null, int? revision = null)
    {
        using var request = Write(HttpMethod.Put, path, key, body, revision);
        return await SendAsync(who, request);
    }

    /// <summary>Writes as a careful client does: no answer, or 503, and the same request goes out again under the same key.</summary>
    public async Task<ApiReply> PostUntilAnsweredAsync(string who, string path, string key, object body)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var reply = await TryPostAsync(who, path, key, body);
            if (reply is { Status: not 503 }) return reply;
            if (Environment.TickCount64 > deadline) throw new TimeoutException($"{path} ({key}) was never answered; last: {reply?.Text}");
            await Task.Delay(BetweenTries);
        }
    }

    /// <summary>Every event of a book, as its history shows them.</summary>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string who, string book)
    {
        var events = new List<JsonElement>();
        for (long? from = 1; from is not null;)
        {
            var page = (await GetAsync(who, $"/v1/{book.Replace("/", "s/", StringComparison.Ordinal)}/history?from={from}")).Ok().Json;
            events.AddRange(page.GetProperty("items").EnumerateArray());
            from = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;
        }
        return events;
    }

    /// <summary>Every item of a list, page by page, as of a version or later.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string who, string path, string? after = null)
    {
        var items = new List<JsonElement>();
        var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await GetAsync(who, $"{path}{join}limit=200{cursor}", after)).Ok().Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            var more = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            cursor = more is null ? null : $"&cursor={Uri.EscapeDataString(more)}";
        }
        return items;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Writes once; null when there was no answer.</summary>
    public async Task<ApiReply?> TryPostAsync(string who, string path, string key, object body)
    {
        try
        {
            return await PostAsync(who, path, key, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private async Task<ApiReply> SendAsync(string who, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokenOf(who));
        using var response = await _http.SendAsync(request);
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text, Header("Coop-Version"), Header("Idempotency-Replayed") == "true", Header("Retry-After"));
    }

    private static HttpRequestMessage Write(HttpMethod method, string path, string key, object? body, int? revision)
    {
        var json = JsonSerializer.Serialize(body ?? new { }, JsonSerializerOptions.Web);
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        if (revision is not null) request.Headers.Add("If-Match", $"\"{revision}\"");
        return request;
    }
}
