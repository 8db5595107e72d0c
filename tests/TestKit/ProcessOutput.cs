using System.Text;

namespace TestKit;

/// <summary>The lines that a process has printed, with waits for one that contains a text.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource<string> Found)> _waits = [];

    public void Add(string? line)
    {
        if (line is null) return;
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var (text, found) in _waits)
                if (line.Contains(text, StringComparison.Ordinal)) found.TrySetResult(line);
        }
    }

    public Task<string> WhenContains(string text)
    {
        lock (_lock)
        {
            if (_lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } earlier) return Task.FromResult(earlier);
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((text, found));
            return found.Task;
        }
    }

    public override string ToString()
    {
        lock (_lock) return new StringBuilder().AppendJoin('\n', _lines).ToString();
    }
}
