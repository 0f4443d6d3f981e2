using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests.Orders;

/// <summary>The host as its clients know it: one address, behind which the process is killed and started anew. Counts how far the orders are.</summary>
internal sealed class HostUnderFire : DelegatingHandler, IAsyncDisposable
{
    private static readonly Uri Address = new("http://inventory.example/api/");
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    // What a killed host held comes back soon.
    private static readonly (string, string) ShortLease = ("EmbeddedHost__QueueLease", "00:00:02");

    // Being killed is no fault of a message: one that each of the processes held would be poison after the fifth.
    private static readonly (string, string) PatientQueues = ("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "20");

    private readonly string _connectionString;
    private readonly (string, string)[] _settings;
    private Task<HostProcess> _current;
    private int _progress;

    private HostUnderFire(string connectionString, (string, string)[] settings, HostProcess first)
        : base(new SocketsHttpHandler())
    {
        _connectionString = connectionString;
        _settings = settings;
        _current = Task.FromResult(first);
        Http = new HttpClient(this, disposeHandler: false) { BaseAddress = Address, Timeout = Deadline };
    }

    /// <summary>Calls whichever process runs.</summary>
    public HttpClient Http { get; }

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; private set; }

    public static async Task<HostUnderFire> StartAsync(string connectionString, params (string, string)[] settings)
    {
        (string, string)[] all = [ShortLease, PatientQueues, .. settings];
        return new HostUnderFire(connectionString, all, await HostProcess.StartAsync(connectionString, all));
    }

    /// <summary>Waits until so many orders were acknowledged and, counted on, so many were seen decided.</summary>
    public Task UntilAsync(int progress) => Eventually.HoldsAsync(() => Volatile.Read(ref _progress) >= progress, $"{progress} steps are seen", Deadline);

    /// <summary>Kills the process at once and starts another on the same storage.</summary>
    public async Task KillAsync()
    {
        // What was sent meets a dead process; what comes from now on waits for the next one, rather than in pauses of its own.
        _current = ReplaceAsync(await _current);
        Kills++;
        await _current;
    }

    /// <summary>The id of a product, by its number from 1.</summary>
    public static string Product(int number) => $"P{number}";

    /// <summary>Puts products into the inventory, with this stock each.</summary>
    public async Task StockAsync(int products, int stock)
    {
        for (int product = 1; product <= products; product++)
        {
            using HttpResponseMessage put = await Http.PutAsJsonAsync(new Uri($"inventory/{Product(product)}", UriKind.Relative), new { name = Product(product), stock });
            put.EnsureSuccessStatusCode();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Dispose();
        await (await _current).DisposeAsync();
    }

    private async Task<HostProcess> ReplaceAsync(HostProcess killed)
    {
        await killed.DisposeAsync();
        return await HostProcess.StartAsync(_connectionString, _settings);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri((await _current.WaitAsync(cancellationToken)).Http.BaseAddress!, Address.MakeRelativeUri(request.RequestUri!));
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (await IsStepAsync(request, answer, cancellationToken))
        {
            Interlocked.Increment(ref _progress);
        }

        return answer;
    }

    private static async Task<bool> IsStepAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.Contains("/orders", StringComparison.Ordinal))
        {
            return false;
        }

        if (request.Method == HttpMethod.Post)
        {
            return answer.StatusCode == HttpStatusCode.Accepted;
        }

        // As bytes, because a stream can be read once, and this is for somebody else.
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            && JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken)).TryGetProperty("status", out JsonElement status)
            && !status.ValueEquals("Pending");
    }
}
