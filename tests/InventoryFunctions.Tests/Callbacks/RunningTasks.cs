using System.Net;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Api;
using InventoryFunctions.Callbacks;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Api;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Callbacks;

/// <summary>The embedded host with the task callbacks and the sample that waits for a carrier.</summary>
internal sealed class RunningTasks : IAsyncDisposable
{
    public const string Instance = "carrier-1";

    private static readonly string Key = TestTokens.NewKey();

    private readonly EmbeddedApplication _host;

    private RunningTasks(EmbeddedApplication host, ManualTimeProvider clock, string account)
    {
        _host = host;
        Clock = clock;
        Account = account;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public ManualTimeProvider Clock { get; }

    public string Account { get; }

    public Carrier Carrier { get; private init; } = null!;

    public HttpClient Http { get; }

    public DurableTaskClient Client => _host.DurableTaskClient;

    public TaskAnswerStore Answers => _host.Services.GetRequiredService<TaskAnswerStore>();

    public TaskTokens Tokens => _host.Services.GetRequiredService<TaskTokens>();

    public static Task<RunningTasks> StartAsync(AzuriteFixture azurite) => StartAsync(azurite.NewAccount(), new ManualTimeProvider());

    public static async Task<RunningTasks> StartAsync(string account, ManualTimeProvider clock)
    {
        Carrier carrier = new();
        EmbeddedApplication host = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?> { [StorageConnection.Setting] = account, [CallbackOptions.SigningKeySetting] = Key },
            FunctionTypes =
            [
                typeof(TaskFunctions), typeof(MintTaskToken), typeof(CheckTask), typeof(CarrierOrchestrator), typeof(AskCarrier), typeof(WorkflowFunctions),
            ],
            TimeProvider = clock,
            ConfigureServices = services => services.AddSingleton(carrier),
            MinimumLogLevel = LogLevel.Warning,
        });
        return new RunningTasks(host, clock, account) { Carrier = carrier };
    }

    /// <summary>Starts the sample and answers the token that the carrier gets.</summary>
    public async Task<string> AskAsync(TimeSpan timeout, TimeSpan? heartbeat = null)
    {
        await _host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync(
            nameof(CarrierOrchestrator), new CarrierQuestion(timeout, heartbeat), new StartOrchestrationOptions(Instance));
        return await Carrier.TokenAsync();
    }

    public async Task<HttpStatusCode> PostAsync(string token, string call, string body = "") => (await PostAndReadAsync(token, call, body)).Status;

    public async Task<(HttpStatusCode Status, string Detail)> PostAndReadAsync(string token, string call, string body = "")
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Http.PostAsync(new Uri($"tasks/{token}/{call}", UriKind.Relative), content);
        string text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? "" : JsonElement.Parse(text).GetProperty("detail").GetString()!);
    }

    /// <summary>Reports a success by <paramref name="client"/>, in place of the host's own.</summary>
    public async Task<ApiResult> SucceedAsync(DurableTaskClient client, string token, string output)
    {
        TaskFunctions functions = ActivatorUtilities.CreateInstance<TaskFunctions>(_host.Services);
        return Assert.IsType<ApiResult>(await functions.ReportTaskSuccess(Requests.Post(output), token, client));
    }

    public async Task<OrchestrationMetadata> EndAsync() =>
        await _host.DurableTaskClient.WaitForInstanceCompletionAsync(Instance, getInputsAndOutputs: true).WaitAsync(Eventually.DefaultDeadline);

    public async Task AssertOutputAsync(string expected)
    {
        OrchestrationMetadata end = await EndAsync();
        Assert.Equal((OrchestrationRuntimeStatus.Completed, $"\"{expected}\""), (end.RuntimeStatus, end.SerializedOutput));
    }

    public async Task AssertFailureAsync(string expected)
    {
        OrchestrationMetadata end = await EndAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal((typeof(TaskNotDoneException).FullName, expected), (end.FailureDetails?.ErrorType, end.FailureDetails?.ErrorMessage));
    }

    /// <summary>Waits until the orchestration waits for the <paramref name="count"/>th time.</summary>
    public Task WaitingAsync(int count = 1) => Eventually.HoldsAsync(
        async () =>
        {
            JsonElement workflow = JsonElement.Parse(await Http.GetStringAsync(new Uri($"workflows/{Instance}", UriKind.Relative)));
            return workflow.GetProperty("history").EnumerateArray().Count(step => step.GetProperty("type").GetString() == "TimerCreated") >= count;
        },
        $"the orchestration waits for the {count}. time");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }
}
