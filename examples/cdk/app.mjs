// loginbell in a CDK app: the packed template as it is, by CfnInclude. `npm install && node app.mjs` writes cdk.out;
// `npx cdk deploy --app "node app.mjs"` deploys it. LOG_GROUP and EMAIL come from the environment.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';

const templates =
  process.env.LOGINBELL_TEMPLATES ?? join(import.meta.dirname, '../../templates/packed');
/** The program of a packed template comes as parameters. */
const code = Object.fromEntries(
  JSON.parse(readFileSync(join(templates, 'console-login-notification.json'), 'utf8')).map(
    ({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue],
  ),
);

const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
const stack = new Stack(app, 'loginbell');
new CfnInclude(stack, 'Bell', {
  templateFile: join(templates, 'console-login-notification.yaml'),
  parameters: {
    ...code,
    ExistingCloudTrailLogGroupName: process.env.LOG_GROUP ?? 'aws-cloudtrail-logs',
    Email: process.env.EMAIL ?? '',
    Language: 'en',
    TimeZone: 'UTC',
  },
});
app.synth();
