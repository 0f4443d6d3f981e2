namespace InventoryFunctions.Dev;

/// <summary>What follows <c>dotnet run dev.cs</c>.</summary>
public static class CommandLine
{
    /// <summary>Exit code of a run that the developer stopped before it was done; shells use it for Ctrl-C.</summary>
    private const int Interrupted = 130;

    private const string Usage = """
        dotnet run dev.cs up     runs Inventory Functions on this machine: storage emulator and host
          --port N               where the API listens; 7071 unless given
          --data DIR             where the storage emulator keeps its data; .local/azurite unless given
          --fresh                starts with empty storage
          --quiet                does not show the host's log
          --func                 runs the app under Azure Functions Core Tools (`func start`)
        dotnet run dev.cs test   prepares this machine and runs every test
          --filter EXPRESSION    only the tests that match, as in `dotnet test --filter`
        dotnet run dev.cs bench  runs a benchmark in Release; what follows is passed on, e.g. bench batch --items 10000
        dotnet run dev.cs replay FILE   sends a retailer's order lines to a running system, an order per invoice, and prints the account
          --speed N              N times faster than they were placed; as fast as it goes unless given
          --address URL          where the system is; http://127.0.0.1:7071 unless given
          --policy P             allOrNothing (unless given) or partial
          --in-flight N          orders sent and not yet decided, at most; 50 unless given

        Environment: AirGapped=true|false chooses the packages instead of asking the feed (README, troubleshooting);
        DEV_NO_BUILD=1 takes what was built last.
        """;

    /// <summary>Runs one command. Answers with the process's exit code, after one line for the developer where it is not 0.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var signals = new StopSignals();
        try
        {
            return args switch
            {
                [] or ["help" or "--help" or "-h", ..] => Print(Usage),
                ["up", .. var rest] => await UpCommand.RunAsync(new CommandOptions("up", rest), signals),
                ["test", .. var rest] => await TestCommand.RunAsync(new CommandOptions("test", rest), signals.Token),
                ["bench", .. var rest] => await BenchCommand.RunAsync(rest, signals.Token),
                ["replay", .. var rest] => await ReplayCommand.RunAsync(rest, signals.Token),
                [var unknown, ..] => throw new Failure($"unknown command '{unknown}'. Known: up, test, bench, replay. `dotnet run dev.cs` prints what they do.", Failure.Usage),
            };
        }
        catch (Failure failure)
        {
            Console.Error.WriteLine($"dev: {failure.Message}");
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("dev: stopped.");
            return Interrupted;
        }
    }

    private static int Print(string text)
    {
        Console.WriteLine(text);
        return 0;
    }
}
