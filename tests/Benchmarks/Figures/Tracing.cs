using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Processor time of the gateway for a request with tracing as it is when nobody sets anything (first spans, a share of what is below
/// them, the store of traces), against the same build with none: for entries, and for reads of programs, 32 connections.
/// </summary>
/// <remarks>
/// Processor time and not requests a second, for the driver shares the cores. Both processes are up at once, on copies of one store; one is
/// loaded at a time. Many short blocks: what else runs on the machine then falls on both alike.
/// </remarks>
internal sealed class Tracing : Figure
{
    private const int Programs = 200;
    private const int Passes = 32;

    public override string Name => "tracing";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        await using var traced = await Traced.StartAsync(run, programs);
        await using var untraced = await Traced.StartAsync(run, programs, ("Telemetry__TraceStore", "false"));
        var time = run.Block(0.6);
        // Reads first: each has to be answered as the first one was.
        var reads = Turns.Measure(run.Passes(Passes), () => traced.Read(time), () => untraced.Read(time));
        var writes = Turns.Measure(run.Passes(Passes), () => traced.Report(time), () => untraced.Report(time));
        traced.Check();
        untraced.Check();
        return [Of("entries", writes), Of("reads of a program", reads)];
    }

    private static Finding Of(string what, Turns turns) => Finding.Ratio(
        $"processor time of {what}, traced : not traced", turns.Ratio(0, 1), Must.Most(1.05),
        FormattableString.Invariant($"{turns.Median(0):0.0} us against {turns.Median(1):0.0} us"));

    private sealed class Traced : IAsyncDisposable
    {
        private readonly Served _served;
        private readonly Crowd _crowd;
        private readonly Ledger[] _ledgers;
        private readonly Read[] _reads;

        private Traced(Served served, int programs)
        {
            var network = new Network(served);
            (_served, _crowd) = (served, new(served.Port));
            _ledgers = [.. Enumerable.Range(0, programs).Select(network.Ledger)];
            _reads = [.. Enumerable.Range(0, programs).Select(program => new Read(network, program))];
            _crowd.Each(_reads, (connection, read) => read.Begin(connection));
            _crowd.Each(_ledgers, (connection, ledger) => ledger.Begin(connection));
        }

        public static async Task<Traced> StartAsync(Run run, int programs, params (string, string)[] settings) =>
            new(await Served.GatewayAsync(await run.Stores.NetworkAsync(programs), settings), programs);

        /// <summary>Microseconds of processor time for each entry.</summary>
        public double Report(TimeSpan time) => Spent(time, number => _ledgers[number % _ledgers.Length]);

        /// <summary>The same for each read.</summary>
        public double Read(TimeSpan time) => Spent(time, number => _reads[number % _reads.Length]);

        public void Check() => _crowd.Each(_ledgers, (connection, ledger) => ledger.Check(connection));

        public async ValueTask DisposeAsync()
        {
            _crowd.Dispose();
            await _served.DisposeAsync();
        }

        private double Spent(TimeSpan time, Func<long, IQuestion> next)
        {
            var (processor, count) = (_served.ProcessorTime, _crowd.Requests);
            _crowd.AskFor(time, next);
            return (_served.ProcessorTime - processor).TotalMicroseconds / (_crowd.Requests - count);
        }
    }

    private sealed class Read(Network network, int program) : IQuestion
    {
        private readonly byte[] _get = Driving.Request.Get($"/v1/programs/{Network.Program(program)}", network.TokenOf(program));

        private byte[] _expected = [];

        public void Begin(HttpConnection connection) => _expected = connection.Send(_get).Body.ToArray();

        public ReadOnlySpan<byte> Request(long number) => _get;

        public void Check(long number, HttpConnection.Reply reply)
        {
            if (reply.Status != 200 || !reply.Body.SequenceEqual(_expected))
                throw new WrongAnswerException($"a read was answered {reply.ToString()}");
        }
    }
}
