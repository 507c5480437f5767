/** The environment of a function, the article's or ours, that finds AWS at these addresses. */
export function functionEnvironment(
  endpoints: { readonly dynamoDb: string; readonly sns: string },
  tableName: string,
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    TABLE_NAME: tableName,
    TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:SendEmailTopic-ab0925cd',
  };
}
