using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Testing;

/// <summary>
/// The storage emulator of tools/azurite as a child process: tables and queues on loopback.
/// It ends with this process whatever becomes of it, because it watches its standard input.
/// </summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Advice = "run: dotnet run dev.cs test";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    // One for each test that asks, in a single environment variable: a short key, because Linux takes 128 KiB of one and Windows 32 Ki characters.
    private const int ExtraAccounts = 1500;
    private const string ExtraKey = "dGVzdA==";

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentDictionary<string, Uri> services = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int nextExtraAccount;

    private AzuriteServer(Process process) => this.process = process;

    /// <summary>Account name, key and the endpoints of both services.</summary>
    public string ConnectionString => ConnectionStringOf(Account);

    /// <summary>The table service, with the account in its path.</summary>
    public Uri TableEndpoint => services["Table"];

    /// <summary>The queue service, with the account in its path.</summary>
    public Uri QueueEndpoint => services["Queue"];

    /// <summary>The processor time that the server has taken so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">Node or Azurite is not installed, or the server did not come up; the message says which.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteServerOptions? options = null)
    {
        options ??= new AzuriteServerOptions();
        var home = Path.Combine(Repository.Root, "tools", "azurite");
        if (!Directory.Exists(Path.Combine(home, "node_modules", "azurite")))
        {
            throw new InvalidOperationException($"Azurite is not installed in tools/azurite; {Advice}");
        }

        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = Accounts() },
        };
        string[] persistence = options.DataFolder is { } folder
            ? ["--location", Directory.CreateDirectory(folder).FullName]
            : ["--inMemoryPersistence"];

        // Azurite closes idle connections after 5 s by default, .NET's client after 60 s: the client has to be first,
        // or a request meets a connection that is just being closed.
        string[] arguments =
        [
            "serve.js", "--silent", "--disableTelemetry", "--skipApiVersionCheck", .. persistence,
            "--blobPort", "0", "--queuePort", $"{options.QueuePort}", "--tablePort", $"{options.TablePort}",
            "--queueKeepAliveTimeout", "90", "--tableKeepAliveTimeout", "90",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);

        AzuriteServer server;
        try
        {
            server = new AzuriteServer(Process.Start(start)!);
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"Node.js 20 or newer is needed for Azurite and was not found; {Advice}", missing);
        }

        server.Listen();
        try
        {
            await server.started.Task.WaitAsync(options.StartTimeout);
            return server;
        }
        catch (Exception problem)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"Azurite did not start: {string.Join(Environment.NewLine, server.output)}", problem);
        }
    }

    /// <summary>
    /// The connection string of an account that nobody else was given: what the application calls its tables does not matter to other tests there.
    /// </summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref nextExtraAccount);
        return number <= ExtraAccounts ? ConnectionStringOf(ExtraAccount(number)) : throw new InvalidOperationException("All extra accounts are taken.");
    }

    /// <summary>Lets Azurite save and leave, and waits for it; ends it by force if it stays.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    [GeneratedRegex("Azurite (?<service>\\w+) service is successfully listening at (?<address>\\S+)")]
    private static partial Regex Listening { get; }

    private static string ExtraAccount(int number) => $"test{number}";

    private static string Accounts() =>
        string.Join(';', Enumerable.Range(1, ExtraAccounts).Select(ExtraAccount).Prepend(Account).Select(account => $"{account}:{KeyOf(account)}"));

    private static string KeyOf(string account) => account == Account ? Key : ExtraKey;

    private string ConnectionStringOf(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={KeyOf(account)};" +
        $"TableEndpoint={new Uri(TableEndpoint, account)};QueueEndpoint={new Uri(QueueEndpoint, account)};";

    private void Listen()
    {
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => started.TrySetException(new InvalidOperationException("The process has ended."));
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            output.Enqueue(line.Data ?? "");
            if (Listening.Match(line.Data ?? "") is { Success: true } match)
            {
                services[match.Groups["service"].Value] = new Uri($"{match.Groups["address"].Value.TrimEnd('/')}/{Account}");
                if (services.ContainsKey("Table") && services.ContainsKey("Queue"))
                {
                    started.TrySetResult();
                }
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }
}
