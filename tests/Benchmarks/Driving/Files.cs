using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Files of entries, sent to a site and fetched from it as one user.</summary>
internal sealed class Files : IDisposable
{
    private static readonly string[] Essence = ["book", "commitment", "from", "to", "amount", "unit", "meaning", "agency", "entry", "key"];

    private readonly HttpClient _http;

    public Files(Served site, string token)
    {
        _http = new() { BaseAddress = new($"http://127.0.0.1:{site.Port}"), Timeout = TimeSpan.FromMinutes(5) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>Sends a file and waits until nothing more becomes of it; all of its rows have to be taken.</summary>
    public async Task ImportAsync(string csv, string key, int rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Idempotency-Key", key);
        using var response = await _http.SendAsync(request);
        var import = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        WrongAnswerException.ThrowIf(!response.IsSuccessStatusCode, $"an import was answered {import}");
        await TestKit.Until.TrueAsync(async () =>
        {
            import = JsonElement.Parse(await _http.GetByteArrayAsync($"/v1/imports/{import.GetProperty("id").GetString()}"));
            return import.GetProperty("finished").GetBoolean();
        }, "an import never ended", TimeSpan.FromMinutes(5));
        WrongAnswerException.ThrowIf(import.GetProperty("taken").GetInt32() != rows, $"not all rows were taken: {import.GetProperty("taken")} of {rows}, {import.GetProperty("refused")} refused");
    }

    /// <summary>What the entries of a site say, whenever they were reported.</summary>
    public async Task<HashSet<string>> EntriesAsync()
    {
        var rows = JsonElement.Parse(await _http.GetByteArrayAsync("/v1/exports?format=json")).GetProperty("rows");
        return [.. rows.EnumerateArray().Select(row => string.Join('|', Essence.Select(column => row.GetProperty(column).GetString())))];
    }

    /// <summary>Reads an export to its end and counts its lines.</summary>
    public async Task<int> LinesAsync(string format)
    {
        await using var body = await _http.GetStreamAsync("/v1/exports?format=" + format);
        var (buffer, lines) = (new byte[64 * 1024], 0);
        while (await body.ReadAsync(buffer) is > 0 and var read)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Memory of a process in MiB: what it holds now (VmRSS), or its most since it was last forgotten (VmHWM).</summary>
    public static double MebibytesOf(int process, string what)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(what + ":", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Forgets the most that a process held.</summary>
    public static void ForgetMost(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");
}
