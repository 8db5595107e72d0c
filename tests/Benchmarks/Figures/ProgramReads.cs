using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// GET /v1/programs/{id} against an endpoint of the same process that answers constant bytes: replies a second, 32 connections.
/// </summary>
/// <remarks>
/// Fair because the constant is the very reply of a program, headers included, behind the same token check and middleware; what is left is
/// finding the book, asking its grain and its entity tag.
/// </remarks>
internal sealed class ProgramReads(bool postgres) : Figure
{
    private const int Programs = 200;

    public override string Name => "reads";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        var data = postgres ? run.Stores.New("postgres") : await run.Stores.NetworkAsync(programs);
        (string, string)[] store = postgres ? [(Served.Database, (await run.Postgres.CreateAsync()).Application)] : [];
        var file = Path.Combine(run.Stores.New("constant"), "reply.json");
        await using (var first = await Served.GatewayAsync(data, store))
        {
            if (postgres)
                new Network(first).Enter(programs, _ => 1);
            using var connection = new HttpConnection(first.Port);
            await File.WriteAllBytesAsync(file, Ask(connection, Get(new(first), 0)));
            await first.StopAsync();
        }
        await using var site = await Served.GatewayAsync(data, [("Coop__Benchmark", file), .. store]);
        var network = new Network(site);
        byte[][] gets = [.. Enumerable.Range(0, programs).Select(program => Get(network, program))];
        var constant = Request.Get("/v1/benchmark", network.TokenOf(0));
        using var crowd = new Crowd(site.Port);
        var expected = new byte[programs][];
        crowd.Each([.. Enumerable.Range(0, programs)], (connection, program) => expected[program] = Ask(connection, gets[program]));
        var bytes = await File.ReadAllBytesAsync(file);
        WrongAnswerException.ThrowIf(!bytes.AsSpan().SequenceEqual(expected[0]), "a program changed between two starts");

        var time = run.Block(1);
        Same[] same = [.. gets.Zip(expected, (get, reply) => new Same(get, reply))];
        var always = new Same(constant, bytes);
        var turns = Turns.Measure(
            run.Passes(8), () => crowd.AskFor(time, number => same[number % programs]), () => crowd.AskFor(time, _ => always));
        var what = $"GET a program{(postgres ? ", PostgreSQL" : "")} : a constant of the same {bytes.Length:N0} bytes";
        return [Finding.Ratio(what, turns.Ratio(0, 1), Must.Least(0.7), DurableEntries.Beside(turns, 0, 1))];
    }

    private static byte[] Get(Network network, int program) =>
        Request.Get($"/v1/programs/{Network.Program(program)}", network.TokenOf(program));

    private static byte[] Ask(HttpConnection connection, byte[] request)
    {
        var reply = connection.Send(request);
        WrongAnswerException.ThrowIf(reply.Status != 200, $"a read was answered {reply.ToString()}");
        return reply.Body.ToArray();
    }

    private sealed class Same(byte[] request, byte[] expected) : IQuestion
    {
        public ReadOnlySpan<byte> Request(long number) => request;

        public void Check(long number, HttpConnection.Reply reply)
        {
            if (reply.Status != 200 || !reply.Body.SequenceEqual(expected))
                throw new WrongAnswerException($"a read was answered {reply.ToString()}");
        }
    }
}
